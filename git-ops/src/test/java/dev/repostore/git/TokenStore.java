package dev.repostore.git;

import dev.repostore.Capability;
import dev.repostore.CreateRepo;
import dev.repostore.CreateToken;
import dev.repostore.CreatedRepo;
import dev.repostore.ListRepos;
import dev.repostore.NotFoundException;
import dev.repostore.Page;
import dev.repostore.RepoInfo;
import dev.repostore.RepoStatus;
import dev.repostore.RepoStore;
import dev.repostore.Secret;
import dev.repostore.StoreInfo;
import dev.repostore.Token;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A store of one repo, which keeps a ledger of the tokens it made and revoked. */
final class TokenStore implements RepoStore {

  static final String CANARY = "c0ffee5ec2e7";

  /** All tokens are of one length, so that all requests are. */
  private static final int LEAST = 10_000;

  private final URI remote;
  private final List<Token> made = new ArrayList<>();
  private final List<String> revoked = new ArrayList<>();
  private Runnable whenRevoked = () -> {};
  private InstantSource clock = InstantSource.fixed(Instant.EPOCH);

  TokenStore(URI remote) {
    this.remote = remote;
  }

  /** From now on tokens begin their lives by this clock. */
  void goBy(InstantSource time) {
    clock = time;
  }

  /** From now on that is done first when a token is revoked. */
  void whenRevoked(Runnable first) {
    whenRevoked = first;
  }

  /** Every token there ever was. */
  List<Token> made() {
    return made;
  }

  /** Those that still work. */
  List<Token> alive() {
    return made.stream().filter(token -> !revoked.contains(token.id())).toList();
  }

  @Override
  public StoreInfo info() {
    return new StoreInfo(
        "tokens", "here", "default", Set.of(Capability.CREATE_TOKEN, Capability.REVOKE_TOKEN));
  }

  @Override
  public Optional<RepoInfo> find(String name) {
    Instant then = Instant.EPOCH;
    return Optional.of(new RepoInfo(
        "1", name, null, "trunk", then, then, null, null, false, RepoStatus.READY, remote));
  }

  @Override
  public Token createToken(String repo, CreateToken request) {
    int number = made.size() + 1;
    Token token = new Token(
        "id" + number,
        Secret.of("art_v1_" + CANARY + (LEAST + number) + "?expires=1"),
        request.scope(),
        clock.instant().plus(request.ttl()));
    made.add(token);
    return token;
  }

  @Override
  public boolean revokeToken(String repo, String tokenId) {
    whenRevoked.run();
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("A store does nothing in an interrupted thread.");
    }
    return revoked.add(tokenId);
  }

  @Override
  public CreatedRepo create(CreateRepo request) {
    throw NotFoundException.repo(request.name());
  }

  @Override
  public Page<RepoInfo> list(ListRepos request) {
    throw NotFoundException.repo("any");
  }

  @Override
  public boolean delete(String name) {
    throw NotFoundException.repo(name);
  }

  @Override
  public void close() {}
}
