package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of the contract's section 5 as the live service answers it: one test a row. */
class LiveRoutesTest {

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

  @Test
  void row01_createNamespace_201() {
    Answer made = server.post(
        TestServer.PLACE + "/namespaces", "{\"namespace\":\"row01\",\"jurisdiction\":\"eu\"}");
    assertThat(made.status()).isEqualTo(201);
    JsonObject namespace = made.result();
    assertThat(namespace.keySet())
        .containsExactly("namespace", "jurisdiction", "repo_count", "created_at", "updated_at");
    assertThat(namespace.getString("namespace")).isEqualTo("row01");
    assertThat(namespace.getString("jurisdiction")).isEqualTo("eu");
    assertThat(namespace.getInt("repo_count")).isZero();
    assertThat(namespace.getString("created_at")).isEqualTo("2026-06-01T12:00:00.123Z");
  }

  @Test
  void row02_listNamespaces_200() {
    new TestSpace(server, "row02").created("a");
    Answer listed = server.get(TestServer.PLACE + "/namespaces");
    assertThat(listed.status()).isEqualTo(200);
    assertThat(listed.results())
        .anySatisfy(
            row -> assertThat(row.asJsonObject().getString("namespace")).isEqualTo("row02"));
    assertThat(listed.info().getInt("per_page")).isEqualTo(100);
  }

  @Test
  void row03_getNamespace_200() {
    TestSpace space = new TestSpace(server, "row03");
    space.created("a");
    Answer found = server.get(space.path());
    assertThat(found.status()).isEqualTo(200);
    assertThat(found.result().getInt("repo_count")).isEqualTo(1);
    assertThat(found.result().getString("jurisdiction")).isEqualTo("unrestricted");
  }

  @Test
  void row04_deleteNamespace_204_withNoBody() {
    server.post(TestServer.PLACE + "/namespaces", "{\"namespace\":\"row04\"}");
    Answer deleted = server.delete(TestServer.PLACE + "/namespaces/row04");
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(deleted.text()).isEmpty();
    assertThat(deleted.header("content-type")).isNull();
    assertThat(server.get(TestServer.PLACE + "/namespaces/row04").status()).isEqualTo(404);
  }

  @Test
  void row05_createRepo_201() {
    Answer made = new TestSpace(server, "row05")
        .create("{\"name\":\"starter-repo\",\"description\":\"d\",\"default_branch\":\"trunk\","
            + "\"read_only\":true}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("content-type")).isEqualTo("application/json");
    assertThat(made.json().keySet())
        .containsExactlyInAnyOrder("result", "success", "errors", "messages");
    assertThat(made.json().getBoolean("success")).isTrue();
    assertThat(made.json().getJsonArray("errors")).isEmpty();
    assertThat(made.json().getJsonArray("messages")).isEmpty();
    JsonObject repo = made.result();
    assertThat(repo.keySet())
        .containsExactlyInAnyOrder(
            "id", "name", "description", "default_branch", "remote", "token");
    assertThat(repo.getString("id")).matches("[0-9a-z]{16}");
    assertThat(repo.getString("description")).isEqualTo("d");
    assertThat(repo.getString("default_branch")).isEqualTo("trunk");
    assertThat(repo.getString("remote"))
        .isEqualTo(server.server.url() + "/git/row05/starter-repo.git");
    assertThat(repo.getString("token")).matches("art_v2_x_[0-9a-f]{40}\\?expires=1780401600");
  }

  @Test
  void row06_listRepos_200() {
    TestSpace space = new TestSpace(server, "row06");
    space.created("one");
    Answer listed = server.get(space.repos());
    assertThat(listed.status()).isEqualTo(200);
    JsonObject row = listed.results().getJsonObject(0);
    assertThat(row.keySet())
        .containsExactlyInAnyOrder(
            "id",
            "name",
            "description",
            "default_branch",
            "created_at",
            "updated_at",
            "last_push_at",
            "source",
            "read_only",
            "remote",
            "status");
    assertThat(row.getString("status")).isEqualTo("ready");
    assertThat(row.getString("remote")).endsWith("/git/row06/one.git");
  }

  @Test
  void row07_getRepo_200_withoutStatus() {
    TestSpace space = new TestSpace(server, "row07");
    String id = space.created("one");
    Answer found = server.get(space.repo("one"));
    assertThat(found.status()).isEqualTo(200);
    assertThat(found.result().keySet())
        .containsExactlyInAnyOrder(
            "id",
            "name",
            "description",
            "default_branch",
            "created_at",
            "updated_at",
            "last_push_at",
            "source",
            "read_only",
            "remote");
    assertThat(found.result().getString("id")).isEqualTo(id);
    assertThat(found.result().isNull("description")).isTrue();
    assertThat(found.result().isNull("last_push_at")).isTrue();
    assertThat(found.result().getBoolean("read_only")).isFalse();
  }

  @Test
  void row08_deleteRepo_202() {
    TestSpace space = new TestSpace(server, "row08");
    String id = space.created("gone");
    Answer deleted = server.delete(space.repo("gone"));
    assertThat(deleted.status()).isEqualTo(202);
    assertThat(deleted.result().keySet()).containsExactly("id");
    assertThat(deleted.result().getString("id")).isEqualTo(id);
  }

  @Test
  void row11_log_200() {
    Answer log = server.get(content.space.repo("demo") + "/log");
    assertThat(log.status()).isEqualTo(200);
    assertThat(log.json().containsKey("result_info")).isFalse();
    JsonObject newest = log.results().getJsonObject(0);
    assertThat(newest.keySet())
        .containsExactlyInAnyOrder(
            "hash",
            "treeHash",
            "message",
            "author",
            "committer",
            "parents",
            "authoredAt",
            "committedAt");
    assertThat(newest.getString("hash")).isEqualTo(content.second);
    assertThat(newest.getString("message")).isEqualTo("Set docs/notes.txt");
    assertThat(newest.getJsonArray("parents").getString(0)).isEqualTo(content.first);
    assertThat(newest.getJsonObject("author").getString("email")).isEqualTo("ann@example.org");
    assertThat(newest.getJsonNumber("committedAt").longValue()).isPositive();
    assertThat(log.results()).hasSize(2);
  }

  @Test
  void row12_commit_200() {
    Answer commit = server.get(content.space.repo("demo") + "/commit/" + content.second);
    assertThat(commit.status()).isEqualTo(200);
    assertThat(commit.result().getString("treeHash")).isEqualTo(content.tree);
  }

  @Test
  void row13_tree_200() {
    Answer tree = server.get(content.space.repo("demo") + "/tree/" + content.tree);
    assertThat(tree.status()).isEqualTo(200);
    assertThat(tree.results().stream()
            .map(row -> row.asJsonObject().getString("mode") + " "
                + row.asJsonObject().getString("type") + " "
                + row.asJsonObject().getString("name")))
        .containsExactly(
            "100644 blob README.md",
            "100644 blob data.bin",
            "40000 tree docs",
            "100644 blob large.bin",
            "120000 symlink link",
            "100755 exec run.sh");
    assertThat(tree.results().getJsonObject(0).getString("hash")).isEqualTo(content.readme);
  }

  @Test
  void row14_blob_200_bytes() {
    Answer blob = server.get(content.space.repo("demo") + "/blob/" + content.readme);
    assertThat(blob.status()).isEqualTo(200);
    assertThat(blob.header("content-type")).isEqualTo("application/octet-stream");
    assertThat(blob.text()).isEqualTo(TestContent.README);
  }

  @Test
  void row15_file_200_bytes() {
    Answer file = server.get(content.space.repo("demo") + "/file?ref=main&path=docs/notes.txt");
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.header("content-type")).isEqualTo("application/octet-stream");
    assertThat(file.text()).isEqualTo(TestContent.NOTES);
  }

  @Test
  void row16_raw_200_textOrBytes() {
    Answer text = server.get(content.space.repo("demo") + "/raw/main/docs/notes.txt");
    assertThat(text.status()).isEqualTo(200);
    assertThat(text.header("content-type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(text.text()).isEqualTo(TestContent.NOTES);
    Answer bytes = server.get(content.space.repo("demo") + "/raw/main/data.bin");
    assertThat(bytes.header("content-type")).isEqualTo("application/octet-stream");
    assertThat(bytes.http().body()).isEqualTo(TestContent.BYTES);
  }

  @Test
  void row17_listTokens_200() {
    TestSpace space = new TestSpace(server, "row17");
    space.created("one");
    Answer tokens = server.get(space.repo("one") + "/tokens");
    assertThat(tokens.status()).isEqualTo(200);
    assertThat(tokens.results().getJsonObject(0).keySet())
        .containsExactlyInAnyOrder("id", "scope", "state", "created_at", "expires_at");
    assertThat(tokens.info().keySet())
        .containsExactlyInAnyOrder("page", "per_page", "total_pages", "count", "total_count");
    assertThat(tokens.info().getInt("per_page")).isEqualTo(30);
  }

  @Test
  void row18_createToken_201() {
    TestSpace space = new TestSpace(server, "row18");
    space.created("one");
    Answer made = space.mint("{\"repo\":\"one\",\"scope\":\"read\",\"ttl\":3600}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.result().keySet())
        .containsExactlyInAnyOrder("id", "plaintext", "scope", "expires_at");
    assertThat(made.result().getString("id")).matches("[0-9a-z]{16}");
    assertThat(made.result().getString("plaintext"))
        .matches("art_v2_x_[0-9a-f]{40}\\?expires=1780318800");
    assertThat(made.result().getString("scope")).isEqualTo("read");
    assertThat(made.result().getString("expires_at")).startsWith("2026-06-01T13:00:00");
  }

  @Test
  void row19_revokeToken_200() {
    TestSpace space = new TestSpace(server, "row19");
    space.created("one");
    String id = space.mint("{\"repo\":\"one\"}").result().getString("id");
    Answer revoked = server.delete(space.tokens() + "/" + id);
    assertThat(revoked.status()).isEqualTo(200);
    assertThat(revoked.result().keySet()).containsExactly("id");
    assertThat(revoked.result().getString("id")).isEqualTo(id);
  }
}
