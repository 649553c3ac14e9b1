package dev.repostore.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.CreateRepo;
import dev.repostore.CreateToken;
import dev.repostore.CreatedRepo;
import dev.repostore.ForkRepo;
import dev.repostore.ListRepos;
import dev.repostore.ListTokens;
import dev.repostore.Page;
import dev.repostore.RepoContent;
import dev.repostore.RepoInfo;
import dev.repostore.RepoStore;
import dev.repostore.Secret;
import dev.repostore.StoreInfo;
import dev.repostore.Token;
import dev.repostore.TokenCheck;
import dev.repostore.TokenInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** No token a store ever makes is seen in what tools say, in files, or in the audit. */
@ParameterizedClass
@EnumSource(Place.class)
class CanaryTest {

  private final Place place;
  private final Canaries canaries = new Canaries();
  private Place.Open stores;
  private Desk desk;

  @TempDir
  Path folder;

  CanaryTest(Place place) {
    this.place = place;
  }

  @BeforeEach
  void open() throws IOException {
    Files.createDirectories(root());
    stores = place.open(folder.resolve("data"), "main");
    canaries.add(Place.API_TOKEN.reveal());
    desk = desk(false);
  }

  private Desk desk(boolean reveal) {
    return Desk.on(
        Map.of("main", () -> new Spy(stores.stores().get("main").get())),
        root(),
        options -> options
            .withAudit(root().resolve("audit" + reveal))
            .withRevealTokens(reveal)
            .withUnasked(true));
  }

  private Path root() {
    return folder.resolve("work");
  }

  @AfterEach
  void close() {
    desk.close();
    stores.close();
  }

  /** The circle, with what can go wrong in it. */
  private String play() throws IOException {
    desk.ok("create_repo", Map.of("name", "x"));
    Map<String, Object> minted = desk.ok("mint_token", Map.of("repo", "x", "scope", "write"));
    Object handle = minted.get("handle");
    desk.ok("commit_files", OnAStore.committing("x", "a", "a\n"));
    desk.ok("clone", Map.of("repo", "x", "token", handle));
    Files.writeString(root().resolve("x/b"), "b\n");
    desk.ok("commit", Map.of("folder", "x", "message", "b"));
    desk.ok("push", Map.of("folder", "x", "token", handle));
    desk.ok("pull", Map.of("folder", "x"));
    desk.ok("fork_repo", Map.of("repo", "x", "name", "y"));
    desk.ok("log", Map.of("repo", "y"));
    desk.ok("grep", Map.of("repo", "y", "pattern", "b"));
    desk.ok("list_tokens", Map.of("repo", "x", "state", "all"));
    desk.ok("validate_token", Map.of("repo", "x", "token", handle));
    desk.ok("revoke_token", Map.of("repo", "x", "token", handle));
    desk.fails("push", Map.of("folder", "x", "token", handle));
    desk.fails("clone", Map.of("repo", "x", "folder", "z", "token", "art_v1_" + "0".repeat(40)));
    desk.ok("store_info", Map.of());
    desk.ok("delete_repo", Map.of("repo", "y"));
    return String.valueOf(minted.get("token"));
  }

  @Test
  void nobodySeesAToken() throws IOException {
    play();
    assertThat(canaries.count()).as("tokens that were made").isGreaterThan(50);
    assertThat(desk.said()).hasSizeGreaterThan(15).noneMatch(canaries::in);
    assertThat(canaries.below(root())).isEmpty();
    assertThat(Files.size(root().resolve("auditfalse"))).isPositive();
  }

  @Test
  void theSearchFindsALeak() throws IOException {
    desk.close();
    desk = desk(true);
    String token = play();
    assertThat(desk.said()).anyMatch(canaries::in);
    assertThat(canaries.below(root())).isEmpty();
    Path config = root().resolve("x/.git/config");
    String good = Files.readString(config);
    for (String leak : new String[] {
      token,
      "https://x:" + token + "@host/",
      "Basic " + java.util.Base64.getEncoder().encodeToString(("x:" + token).getBytes(UTF_8)),
      java.util.Base64.getEncoder().encodeToString(token.getBytes(UTF_8))
    }) {
      Files.writeString(config, good + leak);
      assertThat(canaries.below(root())).as(leak).containsExactly(config);
    }
  }

  /** Notes every token the store makes. */
  private final class Spy implements RepoStore, dev.repostore.spi.OwnCredential {
    private final RepoStore store;

    Spy(RepoStore store) {
      this.store = store;
    }

    private CreatedRepo noted(CreatedRepo repo) {
      repo.firstToken().ifPresent(token -> canaries.add(token.secret().reveal()));
      return repo;
    }

    @Override
    public StoreInfo info() {
      return store.info();
    }

    @Override
    public CreatedRepo create(CreateRepo request) {
      return noted(store.create(request));
    }

    @Override
    public CreatedRepo fork(String source, ForkRepo request) {
      return noted(store.fork(source, request));
    }

    @Override
    public Token createToken(String repo, CreateToken request) {
      Token token = store.createToken(repo, request);
      canaries.add(token.secret().reveal());
      return token;
    }

    @Override
    public Optional<RepoInfo> find(String name) {
      return store.find(name);
    }

    @Override
    public Page<RepoInfo> list(ListRepos request) {
      return store.list(request);
    }

    @Override
    public boolean delete(String name) {
      return store.delete(name);
    }

    @Override
    public Page<TokenInfo> tokens(String repo, ListTokens request) {
      return store.tokens(repo, request);
    }

    @Override
    public TokenCheck validateToken(String repo, Secret token) {
      return store.validateToken(repo, token);
    }

    @Override
    public boolean revokeToken(String repo, String tokenId) {
      return store.revokeToken(repo, tokenId);
    }

    @Override
    public RepoContent content(String repo) {
      return store.content(repo);
    }

    @Override
    public Optional<Secret> forGit(String repo, dev.repostore.Scope scope) {
      return Optional.empty();
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
