package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the contract's sections 4 and 5.1 to 5.10 say the live service was seen to do. */
class LiveRulesTest {

  private static final String NAME_RULE = "/^[a-zA-Z0-9][a-zA-Z0-9._-]*$/";

  @TempDir
  static Path folder;

  private static TestServer server;
  private static TestContent content;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.live(folder.resolve("data"));
    content = new TestContent(new TestSpace(server, "content"), "demo", folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void assertError(
      Answer answer, int status, int code, String message, String pointer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.json().getBoolean("success")).isFalse();
    assertThat(answer.json().isNull("result")).isTrue();
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.message()).contains(message);
    assertThat(answer.pointer()).isEqualTo(pointer);
    assertThat(answer.error().getString("documentation_url"))
        .isEqualTo("https://developers.cloudflare.com/artifacts/api/errors#" + code);
  }

  @Test
  void s4_1_anUnknownRouteUnderThePrefixIsPlainText() {
    Answer unknown = server.get(TestServer.PLACE + "/nothing/here");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.header("content-type")).isEqualTo("text/plain; charset=UTF-8");
    assertThat(unknown.text()).isEqualTo("404 Not Found");
  }

  @Test
  void s4_2_whatFitsHasPageNumbersAndNoCursor() {
    TestSpace space = new TestSpace(server, "s42");
    space.created("a");
    Answer all = server.get(space.repos());
    assertThat(all.info().toString())
        .isEqualTo("{\"page\":1,\"per_page\":50,\"total_pages\":1,\"count\":1,\"total_count\":1}");
  }

  @Test
  void s4_2_whileMoreRowsExistThereIsACursor() {
    TestSpace space = new TestSpace(server, "s42more");
    space.created("a");
    space.created("b");
    Answer first = server.get(space.repos() + "?limit=1");
    assertThat(first.info().keySet()).containsExactlyInAnyOrder("cursor", "per_page", "count");
    assertThat(first.info().getInt("per_page")).isEqualTo(1);
    assertThat(first.info().getInt("count")).isEqualTo(1);
  }

  @Test
  void s4_2_anEmptyListHasNoPages() {
    Answer none = server.get(new TestSpace(server, "nobody-made-this").repos());
    assertThat(none.status()).isEqualTo(200);
    assertThat(none.results()).isEmpty();
    assertThat(none.info().getInt("total_pages")).isZero();
    assertThat(none.info().getInt("total_count")).isZero();
  }

  @Test
  void s4_2_unknownQueryFieldsAreTolerated() {
    Answer listed = server.get(new TestSpace(server, "s42q").repos() + "?page=1&colour=%ff&&=&x");
    assertThat(listed.status()).isEqualTo(200);
  }

  @Test
  void s5_1_aNamespaceThatExists() {
    server.post(TestServer.PLACE + "/namespaces", "{\"namespace\":\"s51\"}");
    Answer again = server.post(TestServer.PLACE + "/namespaces", "{\"namespace\":\"s51\"}");
    assertError(again, 409, 10201, "Namespace already exists", null);
  }

  @Test
  void s5_1_aNamespaceNameThatIsNone() {
    Answer bad = server.post(TestServer.PLACE + "/namespaces", "{\"namespace\":\"-no\"}");
    assertError(bad, 400, 10100, "Invalid namespace name", "/namespace");
    Answer missing = server.post(TestServer.PLACE + "/namespaces", "{}");
    assertError(missing, 400, 10100, "Invalid namespace name", "/namespace");
  }

  @Test
  void s5_1_aNamespaceIsMadeByItsFirstRepo() {
    TestSpace space = new TestSpace(server, "s51implicit");
    assertThat(server.get(space.path()).status()).isEqualTo(404);
    space.created("a");
    assertThat(server.get(space.path()).status()).isEqualTo(200);
  }

  @Test
  void s5_2_aNamespaceThatIsMissing() {
    Answer missing = server.get(TestServer.PLACE + "/namespaces/s52-missing");
    assertError(missing, 404, 10200, "Namespace not found", null);
  }

  @Test
  void s5_3_aRepoNameThatIsNone() {
    TestSpace space = new TestSpace(server, "s53");
    assertError(space.create("{}"), 400, 10101, NAME_RULE, "/name");
    assertError(space.create("{\"name\":\"-x\"}"), 400, 10101, NAME_RULE, "/name");
    assertError(space.create("{\"name\":7}"), 400, 10101, NAME_RULE, "/name");
  }

  @Test
  void s5_3_aRepoThatExists() {
    TestSpace space = new TestSpace(server, "s53exists");
    space.created("twice");
    Answer again = space.create("{\"name\":\"twice\"}");
    assertError(again, 409, 10201, "repo already exists: twice", null);
    assertThat(again.header("x-should-retry")).isEqualTo("false");
  }

  @Test
  void s5_3_aBranchNameThatIsNone() {
    Answer bad =
        new TestSpace(server, "s53b").create("{\"name\":\"a\",\"default_branch\":\"a..b\"}");
    assertError(bad, 400, 10100, "must match pattern", "/default_branch");
  }

  @Test
  void s5_4_aLimitThatIsTooLargeOrTooSmall() {
    TestSpace space = new TestSpace(server, "s54");
    assertError(
        server.get(space.repos() + "?limit=500"),
        400,
        10100,
        "Too big: expected number to be <=200",
        "/limit");
    assertError(
        server.get(space.repos() + "?limit=0"),
        400,
        10100,
        "Too small: expected number to be >0",
        "/limit");
    assertError(
        server.get(space.repos() + "?limit=abc"),
        400,
        10100,
        "Invalid input: expected number, received NaN",
        "/limit");
  }

  @Test
  void s5_4_aSortThatIsNone() {
    assertError(
        server.get(new TestSpace(server, "s54").repos() + "?sort=size"),
        400,
        10100,
        "Invalid option: expected one of \"created_at\"|\"updated_at\"|\"last_push_at\"|\"name\"",
        "/sort");
  }

  @Test
  void s5_4_searchFindsPartsOfNames() {
    TestSpace space = new TestSpace(server, "s54search");
    space.created("copy");
    space.created("copy-only");
    space.created("other");
    Answer found = server.get(space.repos() + "?search=cop&sort=name&direction=asc");
    assertThat(found.results().stream().map(row -> row.asJsonObject().getString("name")))
        .containsExactly("copy", "copy-only");
  }

  @Test
  void s5_5_aRepoThatIsMissing() {
    assertError(
        server.get(new TestSpace(server, "s55").repo("nope")),
        404,
        10200,
        "Repository not found",
        null);
  }

  @Test
  void s5_6_deletingTwiceAnswersTheSameId() {
    TestSpace space = new TestSpace(server, "s56");
    String id = space.created("twice");
    assertThat(server.delete(space.repo("twice")).status()).isEqualTo(202);
    assertThat(server.get(space.repo("twice")).status()).isEqualTo(404);
    Answer again = server.delete(space.repo("twice"));
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.result().getString("id")).isEqualTo(id);
  }

  @Test
  void s5_6_deletingWhatNeverWas() {
    assertError(
        server.delete(new TestSpace(server, "s56").repo("never")),
        404,
        10200,
        "Repository not found",
        null);
  }

  @Test
  void s5_9_logTakesShortNamesAndHashesOnly() {
    String log = content.space.repo("demo") + "/log?ref=";
    for (String known : new String[] {"main", "feature/x", "v1", content.first}) {
      assertThat(server.get(log + known).results()).as(known).isNotEmpty();
    }
    for (String unknown :
        new String[] {"HEAD", "refs/heads/main", "heads/main", "refs/tags/v1", "nope"}) {
      Answer answer = server.get(log + unknown);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.results()).as(unknown).isEmpty();
    }
  }

  @Test
  void s5_9_logLimits() {
    String log = content.space.repo("demo") + "/log";
    assertThat(server.get(log + "?limit=5000").results()).hasSize(2);
    assertThat(server.get(log + "?limit=1").results()).hasSize(1);
    assertThat(server.get(log + "?offset=1").results().getJsonObject(0).getString("hash"))
        .isEqualTo(content.first);
    assertError(
        server.get(log + "?limit=0"), 400, 10100, "Too small: expected number to be >0", "/limit");
  }

  @Test
  void s5_9_commitErrors() {
    String commit = content.space.repo("demo") + "/commit/";
    assertError(server.get(commit + "xyz"), 400, 10100, "Invalid SHA-1 hash", "/hash");
    assertError(server.get(commit + "0".repeat(40)), 404, 10200, "Commit not found", null);
  }

  @Test
  void s5_9_treeOfACommitIsCalledCorrupt() {
    String tree = content.space.repo("demo") + "/tree/";
    assertError(
        server.get(tree + content.first), 500, 10400, "A stored git object is corrupt.", null);
    assertError(server.get(tree + "0".repeat(40)), 404, 10200, "Tree not found", null);
  }

  @Test
  void s5_9_blobOfSomethingElse() {
    assertError(
        server.get(content.space.repo("demo") + "/blob/" + content.tree),
        404,
        10200,
        "Blob not found",
        null);
  }

  @Test
  void s5_9_fileErrors() {
    String file = content.space.repo("demo") + "/file";
    String needed = "Invalid input: expected string, received undefined";
    assertError(server.get(file + "?ref=main"), 400, 10100, needed, "/path");
    assertError(server.get(file + "?path=README.md"), 400, 10100, needed, "/ref");
    assertError(server.get(file + "?ref=main&path=none"), 404, 10200, "File not found", null);
    assertError(server.get(file + "?ref=main&path=docs"), 404, 10200, "File not found", null);
  }

  @Test
  void s5_9_rawTakesTheFirstNameAsRef() {
    String raw = content.space.repo("demo") + "/raw/";
    assertThat(server.get(raw + "v1/README.md").status()).isEqualTo(200);
    assertError(server.get(raw + "feature/x/feature.txt"), 404, 10200, "File not found", null);
  }

  @Test
  void s5_10_tokensAreListedByStateAndPage() {
    TestSpace space = new TestSpace(server, "s510");
    space.created("a");
    String id = space.mint("{\"repo\":\"a\"}").result().getString("id");
    server.delete(space.tokens() + "/" + id);
    String tokens = space.repo("a") + "/tokens";
    assertThat(server.get(tokens).results()).hasSize(1);
    assertThat(server.get(tokens + "?state=revoked").results().getJsonObject(0).getString("id"))
        .isEqualTo(id);
    assertThat(server.get(tokens + "?state=expired").results()).isEmpty();
    Answer second = server.get(tokens + "?state=all&per_page=1&page=2");
    assertThat(second.results()).hasSize(1);
    assertThat(second.info().getInt("total_count")).isEqualTo(2);
    assertThat(second.info().getInt("page")).isEqualTo(2);
    assertError(
        server.get(tokens + "?per_page=101"),
        400,
        10100,
        "Too big: expected number to be <=100",
        "/per_page");
    assertError(
        server.get(tokens + "?state=old"),
        400,
        10100,
        "expected one of \"active\"|\"expired\"|\"revoked\"|\"all\"",
        "/state");
  }

  @Test
  void s5_10_theBodyOfATokenIsCheckedBeforeTheRepo() {
    TestSpace space = new TestSpace(server, "s510body");
    String rule = "ttl must be between 60 and 31536000 seconds";
    assertError(space.mint("{\"repo\":\"no\",\"ttl\":59}"), 400, 10103, rule, "/ttl");
    assertError(space.mint("{\"repo\":\"no\",\"ttl\":31536001}"), 400, 10103, rule, "/ttl");
    assertError(
        space.mint("{\"repo\":\"no\",\"scope\":\"admin\"}"),
        400,
        10100,
        "Invalid option: expected one of \"read\"|\"write\"",
        "/scope");
    assertError(
        space.mint("{}"),
        400,
        10100,
        "Invalid input: expected string, received undefined",
        "/repo");
    assertError(space.mint("{\"repo\":\"no\"}"), 404, 10200, "Repository not found", null);
  }

  @Test
  void s5_10_revoking() {
    TestSpace space = new TestSpace(server, "s510revoke");
    space.created("a");
    String id = space.mint("{\"repo\":\"a\"}").result().getString("id");
    assertThat(server.delete(space.tokens() + "/" + id).status()).isEqualTo(200);
    assertThat(server.delete(space.tokens() + "/" + id).status()).isEqualTo(200);
    assertError(
        server.delete(space.tokens() + "/0000000000000000"), 404, 10200, "Token not found", null);
    assertError(
        server.delete(space.tokens() + "/art_v2_x_00"), 400, 10100, "must match pattern", "/id");
  }
}
