package dev.repostore.artifacts;

import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.repostore.AccessRefusedException;
import dev.repostore.AlreadyExistsException;
import dev.repostore.Blob;
import dev.repostore.Commit;
import dev.repostore.CreateRepo;
import dev.repostore.CreateToken;
import dev.repostore.CreatedRepo;
import dev.repostore.InvalidRequestException;
import dev.repostore.ListRepos;
import dev.repostore.ListTokens;
import dev.repostore.Namespace;
import dev.repostore.NotFoundException;
import dev.repostore.Page;
import dev.repostore.ReadLog;
import dev.repostore.RepoContent;
import dev.repostore.RepoInfo;
import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import dev.repostore.Scope;
import dev.repostore.Secret;
import dev.repostore.SortDirection;
import dev.repostore.SortField;
import dev.repostore.Token;
import dev.repostore.TokenCheck;
import dev.repostore.TokenInfo;
import dev.repostore.TokenState;
import dev.repostore.TreeEntry;
import dev.repostore.git.GitRemote;
import dev.repostore.host.HostServer;
import dev.repostore.host.HostSettings;
import dev.repostore.host.ServerSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver over HTTP against the embedded host, in both of its manners. */
class AgainstHostTest {

  private static final Secret API_TOKEN = Secret.of("an-api-token-of-the-host");

  @Nested
  class Strict extends Conversation {
    Strict() {
      super(false);
    }
  }

  @Nested
  class WithLiveQuirks extends Conversation {
    WithLiveQuirks() {
      super(true);
    }
  }

  abstract static class Conversation {

    private final boolean liveQuirks;

    @TempDir
    Path folder;

    HostServer server;
    RepoStore store;

    Conversation(boolean liveQuirks) {
      this.liveQuirks = liveQuirks;
    }

    @BeforeEach
    void open() {
      server = HostServer.start(
          HostSettings.in(folder.resolve("data")).withLiveQuirks(liveQuirks),
          ServerSettings.withToken(API_TOKEN).withLog(line -> {}));
      store = open("/client/v4", API_TOKEN);
    }

    RepoStore open(String base, Secret credential) {
      return RepoStores.open(
          "repostore:artifacts:acc/default?timeout=20&base-url=" + server.url() + base, credential);
    }

    @AfterEach
    void close() {
      store.close();
      server.close();
    }

    @Test
    void aRepoIsCreatedFoundListedAndDeleted() {
      CreatedRepo made = store.create(CreateRepo.named("Notes")
          .withDescription("für mich \"allein\"")
          .withDefaultBranch("trunk/1")
          .withReadOnly(true));
      assertThat(made.name()).isEqualTo("Notes");
      assertThat(made.firstToken().orElseThrow().expiresAt())
          .isBetween(
              Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofHours(25)));
      RepoInfo found = store.get("notes");
      assertThat(found.id()).isEqualTo(made.id());
      assertThat(found.description()).isEqualTo("für mich \"allein\"");
      assertThat(found.defaultBranch()).isEqualTo("trunk/1");
      assertThat(found.readOnly()).isTrue();
      assertThat(found.remote()).isEqualTo(made.remote());
      assertThat(store.list()).containsExactly(found);
      assertThatThrownBy(() -> store.create("NOTES"))
          .isInstanceOfSatisfying(
              AlreadyExistsException.class,
              e -> assertThat(e.host().orElseThrow().code()).isEqualTo(10201));
      assertThat(store.delete("Notes")).isTrue();
      assertThat(store.find("Notes")).isEmpty();
      assertThat(store.delete("Notes")).isFalse();
      assertThat(store.delete("never")).isFalse();
      assertThatThrownBy(() -> store.get("Notes")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aListReachesAllByPagesInOrder() {
      for (int i = 0; i < 7; i++) {
        store.create("r" + i);
      }
      store.create("other");
      ListRepos request = ListRepos.all()
          .withLimit(3)
          .withSearch("R")
          .withSort(SortField.NAME, SortDirection.ASCENDING);
      Set<String> names = new HashSet<>();
      int pages = 0;
      String cursor = null;
      do {
        Page<RepoInfo> page = store.list(request.withCursor(cursor));
        page.items().forEach(repo -> assertThat(names.add(repo.name())).isTrue());
        cursor = page.cursor();
        pages++;
      } while (cursor != null);
      assertThat(names).contains("r0", "r1", "r2", "r3", "r4", "r5", "r6");
      assertThat(pages).isGreaterThan(2);
      assertThat(store.list()).hasSize(8);
      assertThatThrownBy(() -> store.list(ListRepos.all().withCursor("gar bage")))
          .isInstanceOfSatisfying(
              InvalidRequestException.class, e -> assertThat(e.field()).contains("cursor"));
    }

    @Test
    void tokensLetGitInUntilTheyAreRevoked() {
      CreatedRepo repo = store.create("x");
      store.create("other");
      Secret first = repo.firstToken().orElseThrow().secret();
      Token read = store.createToken("X", CreateToken.read().withTtl(Duration.ofHours(1)));
      TokenCheck checked = store.validateToken("x", read.secret());
      assertThat(checked.scope()).isEqualTo(Scope.READ);
      assertThat(checked.expiresAt()).isCloseTo(read.expiresAt(), within(1, SECONDS));
      assertThat(store.validateToken("x", first).scope()).isEqualTo(Scope.WRITE);
      assertThat(store.validateToken("other", first)).isEqualTo(TokenCheck.INVALID);
      assertThat(store.validateToken("gone", first)).isEqualTo(TokenCheck.INVALID);
      assertThat(store.validateToken("x", Secret.of("art_v1_" + "0".repeat(40))))
          .isEqualTo(TokenCheck.INVALID);
      assertThat(store.revokeToken("other", read.id())).isFalse();
      assertThat(store.revokeToken("x", read.id())).isTrue();
      assertThat(store.revokeToken("x", read.id())).isTrue();
      assertThat(store.validateToken("x", read.secret()).valid()).isFalse();
      assertThat(store.revokeToken("x", first)).isTrue();
      assertThat(store.validateToken("x", first).valid()).isFalse();
      assertThat(store.tokens("x", ListTokens.active()).items()).isEmpty();
      assertThat(store.tokens("x", ListTokens.all()).items())
          .extracting(TokenInfo::state)
          .containsExactly(TokenState.REVOKED, TokenState.REVOKED);
      assertThatThrownBy(() -> store.tokens("gone", ListTokens.all()))
          .isInstanceOf(NotFoundException.class);
      assertThatThrownBy(() -> store.createToken("gone", CreateToken.read()))
          .isInstanceOf(NotFoundException.class);
    }

    @Test
    void tokensArePaged() {
      store.create("x");
      for (int i = 0; i < 4; i++) {
        store.createToken("x", CreateToken.read());
      }
      Set<String> ids = new HashSet<>();
      ListTokens request = ListTokens.all().withLimit(2);
      Page<TokenInfo> page = store.tokens("x", request);
      page.items().forEach(token -> ids.add(token.id()));
      while (page.cursor() != null) {
        page = store.tokens("x", request.withCursor(page.cursor()));
        page.items().forEach(token -> ids.add(token.id()));
      }
      assertThat(ids).hasSize(5);
      try (RepoStore another = open("/client/v4", API_TOKEN)) {
        assertThat(another.revokeToken("x", ids.iterator().next())).isTrue();
        assertThat(another.revokeToken("x", "0123456789abcdef")).isFalse();
        assertThat(another.revokeToken("gone", ids.iterator().next())).isFalse();
      }
    }

    @Test
    void contentIsReadAsItWasPushed() throws GitAPIException, IOException {
      CreatedRepo repo = store.create("x");
      RepoContent content = store.content("x");
      assertThat(content.log(ReadLog.head())).isEmpty();
      push(repo);
      List<Commit> log = content.log(ReadLog.of("main"));
      assertThat(log).extracting(Commit::message).containsExactly("Ä first one");
      assertThat(content.log(ReadLog.head())).isEqualTo(log);
      assertThat(content.log(ReadLog.of("nowhere"))).isEmpty();
      Commit commit = log.get(0);
      assertThat(content.commit(commit.hash())).contains(commit);
      List<TreeEntry> tree = content.tree(commit.treeHash()).orElseThrow();
      assertThat(tree).extracting(TreeEntry::name).containsExactly("a dir", "big.bin");
      assertThat(content.tree(commit.hash())).isEmpty();
      assertThat(content.tree("0".repeat(40))).isEmpty();
      assertThat(content.commit("0".repeat(40))).isEmpty();
      assertThat(content.blob("0".repeat(40))).isEmpty();
      assertThat(content.file("main", "nothing")).isEmpty();
      assertThat(content.file("main", "a dir")).isEmpty();
      assertThat(content.file("main", "a dir/ü.txt").orElseThrow().readAllBytes())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo("hällo\n");
      try (Blob big = content.blob(tree.get(1).hash()).orElseThrow()) {
        assertThat(big.size()).isEqualTo(3_000_000);
        assertThat(big.readAllBytes()).hasSize(3_000_000).containsOnly(7);
      }
      assertThatThrownBy(() -> store.content("gone").commit(commit.hash()))
          .isInstanceOf(NotFoundException.class);
      assertThatThrownBy(() -> store.content("gone").log(ReadLog.head()))
          .isInstanceOf(NotFoundException.class);
    }

    private void push(CreatedRepo repo) throws GitAPIException, IOException {
      Path work = folder.resolve("work");
      Files.createDirectories(work.resolve("a dir"));
      Files.writeString(work.resolve("a dir/ü.txt"), "hällo\n");
      byte[] big = new byte[3_000_000];
      Arrays.fill(big, (byte) 7);
      Files.write(work.resolve("big.bin"), big);
      try (Git git =
          Git.init().setDirectory(work.toFile()).setInitialBranch("main").call()) {
        git.add().addFilepattern(".").call();
        git.commit()
            .setMessage("Ä first one\n")
            .setAuthor("Ada", "ada@example.org")
            .setCommitter("Ada", "ada@example.org")
            .setSign(false)
            .call();
      }
      GitRemote.at(repo.remote())
          .withToken(repo.firstToken().orElseThrow().secret())
          .push(work, "main");
    }

    @Test
    void namespacesComeAndGo() {
      Namespace made = store.namespaces().create("team", null);
      assertThat(store.namespaces().find("team")).contains(made);
      assertThatThrownBy(() -> store.namespaces().create("team", null))
          .isInstanceOf(AlreadyExistsException.class);
      store.create("x");
      assertThat(store.namespaces().list()).extracting(Namespace::name).contains("team", "default");
      assertThatThrownBy(() -> store.namespaces().delete("default"))
          .isInstanceOfSatisfying(
              InvalidRequestException.class, e -> assertThat(e.field()).contains("namespace"));
      assertThat(store.namespaces().delete("team")).isTrue();
      assertThat(store.namespaces().delete("team")).isFalse();
      assertThat(store.namespaces().find("team")).isEmpty();
    }

    @Test
    void theOtherBasePathsServeReposAndTokens() {
      for (String base : new String[] {"/v1/api", "/edge/v1/api", ""}) {
        try (RepoStore other = open(base, API_TOKEN)) {
          CreatedRepo made = other.create("x");
          assertThat(other.find("x")).isPresent();
          assertThat(other
                  .validateToken("x", made.firstToken().orElseThrow().secret())
                  .valid())
              .isTrue();
          assertThat(other.delete("x")).isTrue();
        }
      }
    }

    @Test
    void aWrongCredentialIsRefused() {
      try (RepoStore stranger = open("/client/v4", Secret.of("not-the-token"))) {
        assertThatThrownBy(() -> stranger.find("x"))
            .isInstanceOf(AccessRefusedException.class)
            .message()
            .doesNotContain("not-the-token");
      }
    }
  }
}
