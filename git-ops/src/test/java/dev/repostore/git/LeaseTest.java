package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repostore.AccessRefusedException;
import dev.repostore.Capability;
import dev.repostore.CreateRepo;
import dev.repostore.CreatedRepo;
import dev.repostore.ListRepos;
import dev.repostore.Page;
import dev.repostore.RepoInfo;
import dev.repostore.RepoStore;
import dev.repostore.Scope;
import dev.repostore.Secret;
import dev.repostore.StoreInfo;
import dev.repostore.Token;
import dev.repostore.spi.OwnCredential;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeaseTest {

  private final TokenStore store = new TokenStore(URI.create("https://git.example.org/web.git"));
  private Instant now = Instant.EPOCH;

  private MintedLease lease(Scope scope) {
    InstantSource source = () -> now;
    return new MintedLease(store.repo("web"), scope, source.withZone(ZoneOffset.UTC));
  }

  @Test
  void nothingIsMadeBeforeItIsNeeded() {
    lease(Scope.READ).close();
    assertThat(store.made()).isEmpty();
  }

  @Test
  void oneTokenServesUntilHalfItsLifeIsOver() {
    MintedLease lease = lease(Scope.READ);
    Secret first = lease.secret();
    now = now.plusSeconds(30);
    assertThat(lease.secret()).isEqualTo(first);
    now = now.plus(Duration.ofMinutes(1));
    assertThat(lease.secret()).isNotEqualTo(first);
    assertThat(store.made()).hasSize(2).extracting(Token::scope).containsOnly(Scope.READ);
    assertThat(store.alive()).hasSize(2);
    lease.close();
    lease.close();
    assertThat(store.alive()).isEmpty();
  }

  @Test
  void tokensAreNarrowAndShort() {
    try (MintedLease read = lease(Scope.READ);
        MintedLease write = lease(Scope.WRITE)) {
      read.secret();
      write.secret();
      assertThat(store.made()).extracting(Token::scope).containsExactly(Scope.READ, Scope.WRITE);
      assertThat(store.made())
          .allMatch(
              token -> !token.expiresAt().isAfter(Instant.EPOCH.plus(Duration.ofMinutes(15))));
      assertThat(read + " " + write).doesNotContain(TokenStore.CANARY);
    }
  }

  @Test
  void anInterruptedThreadRevokesToo() {
    MintedLease lease = lease(Scope.READ);
    lease.secret();
    Thread.currentThread().interrupt();
    lease.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(store.alive()).isEmpty();
  }

  /** Who gives up may say so once more while what was begun is taken back. */
  @Test
  void aThreadThatIsInterruptedWhileItRevokesRevokesAll() {
    MintedLease lease = lease(Scope.READ);
    lease.secret();
    now = now.plusSeconds(90);
    lease.secret();
    Thread closing = Thread.currentThread();
    List<Boolean> disturbed = new ArrayList<>();
    store.whenRevoked(() -> {
      closing.interrupt();
      disturbed.add(Thread.currentThread().isInterrupted());
    });
    lease.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(disturbed).containsExactly(false, false);
    assertThat(store.alive()).isEmpty();
  }

  @Test
  void aStoreWithoutTokensUsesItsOwnCredential() {
    try (Lease lease = Lease.of(new Tokenless().repo("web"), Scope.WRITE)) {
      assertThat(lease.secret()).isEqualTo(Secret.of("web-WRITE"));
    }
  }

  @Test
  void aViewOfItPassesOnWhatItAllows() {
    RepoStore inside = new Tokenless().scoped("agent.");
    try (Lease lease = Lease.of(inside.repo("web"), Scope.WRITE)) {
      assertThat(lease.secret()).isEqualTo(Secret.of("agent.web-WRITE"));
    }
    try (Lease lease = Lease.of(inside.readOnly().repo("web"), Scope.READ)) {
      assertThat(lease.secret()).isEqualTo(Secret.of("agent.web-READ"));
    }
    assertThatExceptionOfType(AccessRefusedException.class)
        .isThrownBy(() -> Lease.of(inside.readOnly().repo("web"), Scope.WRITE));
  }

  /** A host that lets Git in with the store's own credential. */
  private static final class Tokenless implements RepoStore, OwnCredential {

    @Override
    public Optional<Secret> forGit(String repo, Scope scope) {
      return Optional.of(Secret.of(repo + "-" + scope));
    }

    @Override
    public StoreInfo info() {
      return new StoreInfo("tokenless", "here", "default", Set.<Capability>of());
    }

    @Override
    public Optional<RepoInfo> find(String name) {
      return Optional.empty();
    }

    @Override
    public CreatedRepo create(CreateRepo request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Page<RepoInfo> list(ListRepos request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean delete(String name) {
      return false;
    }

    @Override
    public void close() {}
  }
}
