package dev.repostore.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repostore.Commit;
import dev.repostore.CreateRepo;
import dev.repostore.CreateToken;
import dev.repostore.CreatedRepo;
import dev.repostore.EntryType;
import dev.repostore.ForkRepo;
import dev.repostore.ImportRepo;
import dev.repostore.InvalidRequestException;
import dev.repostore.ListRepos;
import dev.repostore.ListTokens;
import dev.repostore.Namespace;
import dev.repostore.Page;
import dev.repostore.Person;
import dev.repostore.ReadLog;
import dev.repostore.RepoInfo;
import dev.repostore.RepoStatus;
import dev.repostore.Scope;
import dev.repostore.SortDirection;
import dev.repostore.SortField;
import dev.repostore.Token;
import dev.repostore.TokenInfo;
import dev.repostore.TokenState;
import dev.repostore.TreeEntry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every answer the vendor documents or was seen to give, in each of its generations. */
class DocumentedAnswersTest {

  private static final String SHA = "0123456789abcdef0123456789abcdef01234567";
  private static final String HASH_1 = "1".repeat(40);

  private final FakeHost host = new FakeHost();
  private final ArtifactsStore store = host.open(new FakePace());

  @AfterEach
  void everythingWasAskedFor() {
    assertThat(host.usedUp()).isTrue();
    store.close();
    host.close();
  }

  @Test
  void createAsDocumented() {
    host.thenFile(201, "create-documented.json");
    CreatedRepo made = store.create("starter-repo");
    assertThat(made.id()).isEqualTo("repo_123");
    assertThat(made.name()).isEqualTo("starter-repo");
    assertThat(made.description()).isNull();
    assertThat(made.defaultBranch()).isEqualTo("main");
    assertThat(made.remote())
        .hasToString("https://acc.artifacts.cloudflare.net/git/default/starter-repo.git");
    assertThat(made.objects()).isNull();
    Token token = made.firstToken().orElseThrow();
    assertThat(token.secret().reveal()).isEqualTo("art_v1_" + SHA + "?expires=1760000000");
    assertThat(token.scope()).isEqualTo(Scope.WRITE);
    assertThat(token.id()).isNull();
    assertThat(token.expiresAt()).isEqualTo(Instant.ofEpochSecond(1760000000));
    assertThat(host.seen().get(0).body())
        .isEqualTo("{\"default_branch\":\"main\",\"name\":\"starter-repo\",\"read_only\":false}");
    assertThat(host.seen().get(0).header("Content-Type")).isEqualTo("application/json");
    assertThat(host.seen().get(0).header("Authorization")).isEqualTo("Bearer " + FakeHost.CANARY);
    assertThat(host.seen().get(0).header("User-Agent")).startsWith("repostore/");
    assertThat(host.lines()).containsExactly("POST /repos");
  }

  @Test
  void createAsLiveWithEverything() {
    host.thenFile(200, "create-live.json");
    CreatedRepo made = store.create(CreateRepo.named("starter-repo")
        .withDescription("Repository for automation experiments")
        .withDefaultBranch("trunk")
        .withReadOnly(true));
    assertThat(made.defaultBranch()).isEqualTo("trunk");
    assertThat(made.description()).isEqualTo("Repository for automation experiments");
    assertThat(made.firstToken().orElseThrow().expiresAt())
        .isEqualTo(Instant.ofEpochSecond(1791417600));
    assertThat(host.seen().get(0).body())
        .isEqualTo(
            "{\"default_branch\":\"trunk\",\"description\":\"Repository for automation experiments\","
                + "\"name\":\"starter-repo\",\"read_only\":true}");
  }

  @Test
  void createOfAprilTellsExpiresAt() {
    host.thenFile(200, "create-with-expires-at.json");
    assertThat(store.create("starter-repo").firstToken().orElseThrow().expiresAt())
        .isEqualTo(Instant.parse("2026-04-17T10:00:00Z"));
  }

  @Test
  void createOfMayTellsTokenExpiresAt() {
    host.thenFile(202, "create-with-token-expires-at.json");
    assertThat(store.create("starter-repo").firstToken().orElseThrow().expiresAt())
        .isEqualTo(Instant.parse("2026-05-17T08:00:00.250Z"));
  }

  @Test
  void createThatDoesNotTellIsTakenToLastADayFromBeforeItWasAsked() {
    host.then(201, FakeHost.resource("create-documented.json").replace("?expires=1760000000", ""));
    assertThat(store.create("starter-repo").firstToken().orElseThrow().expiresAt())
        .isEqualTo(FakePace.NOW.plus(Duration.ofDays(1)));
  }

  @Test
  void createWithoutATokenIsFollowedByOne() {
    host.then(201, "{\"result\":{\"id\":\"a\",\"name\":\"x\",\"remote\":\"https://h/x.git\"}}")
        .thenFile(201, "token-created.json");
    assertThat(store.create("x").firstToken().orElseThrow().id()).isEqualTo("tok0123456789abc");
    assertThat(host.seen().get(1).body())
        .isEqualTo("{\"repo\":\"x\",\"scope\":\"write\",\"ttl\":86400}");
  }

  @Test
  void fork() {
    host.thenFile(201, "fork.json");
    CreatedRepo made = store.fork("starter-repo", ForkRepo.named("starter-repo-copy"));
    assertThat(made.objects()).isEqualTo(11);
    assertThat(made.name()).isEqualTo("starter-repo-copy");
    assertThat(host.lines()).containsExactly("POST /repos/starter-repo/fork");
    assertThat(host.seen().get(0).body())
        .isEqualTo(
            "{\"default_branch_only\":true,\"name\":\"starter-repo-copy\",\"read_only\":false}");
  }

  @Test
  void imports() {
    host.thenFile(201, "create-live.json");
    store.importRepo(ImportRepo.from(URI.create("https://example.org/a.git"), "starter-repo")
        .withBranch("trunk")
        .withDepth(3));
    assertThat(host.lines()).containsExactly("POST /repos/starter-repo/import");
    assertThat(host.seen().get(0).body())
        .isEqualTo(
            "{\"branch\":\"trunk\",\"depth\":3,\"read_only\":false,\"url\":\"https://example.org/a.git\"}");
  }

  @Test
  void get() {
    host.thenFile(200, "get.json");
    assertThat(store.get("starter-repo"))
        .isEqualTo(new RepoInfo(
            "u7usp14xkllei2on",
            "starter-repo",
            null,
            "main",
            Instant.parse("2026-10-08T12:00:00Z"),
            Instant.parse("2026-10-08T12:00:01.250Z"),
            null,
            "artifacts:default/parent",
            false,
            RepoStatus.READY,
            URI.create("https://acc.artifacts.cloudflare.net/git/default/starter-repo.git")));
    assertThat(host.lines()).containsExactly("GET /repos/starter-repo");
  }

  @Test
  void listByCursor() {
    host.thenFile(200, "list-cursor.json").thenFile(200, "list-page.json");
    ListRepos request = ListRepos.all()
        .withLimit(2)
        .withSearch("co py&x")
        .withSort(SortField.LAST_PUSH_AT, SortDirection.ASCENDING);
    Page<RepoInfo> page = store.list(request);
    assertThat(page.cursor()).isEqualTo("eyJvIjoyfQ==");
    assertThat(page.items()).extracting(RepoInfo::name).containsExactly("copy", "copy-only");
    assertThat(page.items())
        .extracting(RepoInfo::status)
        .containsExactly(RepoStatus.READY, RepoStatus.IMPORTING);
    assertThat(page.items().get(0).lastPushAt()).isEqualTo(Instant.parse("2026-10-08T13:00:00Z"));
    assertThat(page.items().get(0).readOnly()).isTrue();
    Page<RepoInfo> last = store.list(request.withCursor(page.cursor()));
    assertThat(last.items()).isEmpty();
    assertThat(last.next()).isEmpty();
    assertThat(host.lines())
        .containsExactly(
            "GET /repos?limit=2&search=co%20py%26x&sort=last_push_at&direction=asc",
            "GET /repos?limit=2&cursor=eyJvIjoyfQ%3D%3D&search=co%20py%26x&sort=last_push_at&direction=asc");
  }

  @Test
  void listOfAprilHasNoRemotesSoEachIsAskedFor() {
    host.thenFile(200, "list-april.json").thenFile(200, "get.json");
    Page<RepoInfo> page = store.list(ListRepos.all());
    assertThat(page.items())
        .extracting(repo -> repo.remote().getPath())
        .containsExactly("/git/default/starter-repo.git");
    assertThat(page.next()).isEmpty();
    assertThat(host.lines())
        .containsExactly(
            "GET /repos?limit=50&sort=created_at&direction=desc", "GET /repos/starter-repo");
  }

  @Test
  void aRowThatIsGoneBeforeItIsAskedForIsLeftOut() {
    host.thenFile(200, "list-april.json").thenError(404, 10200, "Repository not found");
    assertThat(store.list(ListRepos.all()).items()).isEmpty();
  }

  @Test
  void deleteTellsWhetherThereWasOneAlthoughTheHostSays202Twice() {
    host.thenFile(200, "get.json").thenFile(202, "delete.json");
    assertThat(store.delete("starter-repo")).isTrue();
    host.thenError(404, 10200, "Repository not found").thenFile(202, "delete.json");
    assertThat(store.delete("starter-repo")).isFalse();
    host.thenError(404, 10200, "Repository not found")
        .thenError(404, 10200, "Repository not found");
    assertThat(store.delete("never-there")).isFalse();
    assertThat(host.lines()).contains("DELETE /repos/starter-repo", "DELETE /repos/never-there");
  }

  @Test
  void deleteOfARepoThatIsStillBeingMade() {
    host.thenError(409, 10302, "importing").thenFile(202, "delete.json");
    assertThat(store.delete("starter-repo")).isTrue();
  }

  @Test
  void createToken() {
    host.thenFile(201, "token-created.json");
    Token token =
        store.createToken("starter-repo", CreateToken.read().withTtl(Duration.ofHours(1)));
    assertThat(token.id()).isEqualTo("tok0123456789abc");
    assertThat(token.secret().reveal()).startsWith("art_v2_x_89abcdef");
    assertThat(token.scope()).isEqualTo(Scope.READ);
    assertThat(token.expiresAt()).isEqualTo(Instant.parse("2026-10-08T13:00:00Z"));
    assertThat(host.seen().get(0).line()).isEqualTo("POST /tokens");
    assertThat(host.seen().get(0).body())
        .isEqualTo("{\"repo\":\"starter-repo\",\"scope\":\"read\",\"ttl\":3600}");
  }

  @Test
  void tokensByPages() {
    host.thenFile(200, "tokens.json")
        .then(200, FakeHost.resource("tokens.json").replace("\"page\": 1", "\"page\": 2"));
    Page<TokenInfo> first = store.tokens("starter-repo", ListTokens.all().withLimit(2));
    assertThat(first.items().get(1))
        .isEqualTo(new TokenInfo(
            "tok0123456789abd",
            Scope.WRITE,
            TokenState.REVOKED,
            Instant.parse("2026-10-08T11:00:00Z"),
            Instant.parse("2026-10-09T11:00:00Z")));
    Page<TokenInfo> second =
        store.tokens("starter-repo", ListTokens.active().withLimit(2).withCursor(first.cursor()));
    assertThat(second.next()).isEmpty();
    assertThat(host.lines())
        .containsExactly(
            "GET /repos/starter-repo/tokens?state=all&per_page=2",
            "GET /repos/starter-repo/tokens?state=active&per_page=2&page=2");
  }

  @Test
  void namespaces() {
    host.thenFile(201, "namespace.json")
        .thenFile(200, "namespace.json")
        .thenFile(200, "namespaces-early.json")
        .then(204, "")
        .thenError(404, 10200, "Namespace not found")
        .thenError(404, 10200, "Namespace not found");
    Namespace made = store.namespaces().create("default", "eu");
    assertThat(made)
        .isEqualTo(new Namespace(
            "default",
            "eu",
            3,
            Instant.parse("2026-10-01T00:00:00Z"),
            Instant.parse("2026-10-02T00:00:00Z")));
    assertThat(host.seen().get(0).body())
        .isEqualTo("{\"jurisdiction\":\"eu\",\"namespace\":\"default\"}");
    assertThat(store.namespaces().find("default")).contains(made);
    assertThat(store.namespaces().list())
        .extracting(Namespace::name)
        .containsExactly("default", "team");
    assertThat(store.namespaces().delete("team")).isTrue();
    assertThat(store.namespaces().delete("team")).isFalse();
    assertThat(store.namespaces().find("team")).isEmpty();
    assertThat(host.lines())
        .startsWith("POST ", "GET ", "GET ?limit=100", "DELETE /team", "DELETE /team", "GET /team");
  }

  @Test
  void log() {
    host.thenFile(200, "log.json").thenFile(200, "log.json");
    Commit commit = new Commit(
        HASH_1,
        "2".repeat(40),
        "Second\n\nWith a body",
        new Person("Ada", "ada@example.org"),
        new Person("Bob", "bob@example.org"),
        List.of("3".repeat(40)),
        Instant.ofEpochSecond(1791417600),
        Instant.ofEpochSecond(1791417601));
    assertThat(store.content("r").log(ReadLog.of("feature/x").withLimit(2).withOffset(1)))
        .containsExactly(commit);
    assertThat(store.content("r").log(ReadLog.of("HEAD"))).containsExactly(commit);
    assertThat(host.lines())
        .containsExactly(
            "GET /repos/r/log?ref=feature%2Fx&limit=2&offset=1",
            "GET /repos/r/log?limit=50&offset=0");
  }

  @Test
  void tree() {
    host.thenFile(200, "tree.json");
    assertThat(store.content("r").tree(HASH_1).orElseThrow())
        .containsExactly(
            new TreeEntry("README.md", EntryType.BLOB, "1".repeat(40)),
            new TreeEntry("bin", EntryType.TREE, "2".repeat(40)),
            new TreeEntry("link", EntryType.SYMLINK, "3".repeat(40)),
            new TreeEntry("run", EntryType.EXEC, "4".repeat(40)),
            new TreeEntry("sub", EntryType.GITLINK, "5".repeat(40)));
    assertThat(host.lines()).containsExactly("GET /repos/r/tree/" + HASH_1);
  }

  @Test
  void aNamespaceThatIsInUseIsNotDeleted() {
    host.thenError(409, 4711, "not empty");
    assertThatThrownBy(() -> store.namespaces().delete("team"))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.field()).contains("namespace"));
  }
}
