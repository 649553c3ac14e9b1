package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 9 of the contract's section 5, and section 5.7. */
class RestForkTest {

  @TempDir
  static Path folder;

  private static TestServer live;
  private static TestServer strict;
  private static TestContent liveContent;
  private static TestContent strictContent;

  @BeforeAll
  static void start() throws Exception {
    live = TestServer.live(folder.resolve("live"));
    strict = TestServer.strict(folder.resolve("strict"));
    liveContent = new TestContent(new TestSpace(live, "c"), "demo", folder.resolve("1"));
    strictContent = new TestContent(new TestSpace(strict, "c"), "demo", folder.resolve("2"));
  }

  @AfterAll
  static void stop() {
    live.close();
    strict.close();
  }

  private static Answer fork(TestContent from, String json) {
    return from.space.server().post(from.space.repo("demo") + "/fork", json);
  }

  @Test
  void row09_fork_201() {
    Answer made = fork(liveContent, "{\"name\":\"row09\"}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    JsonObject fork = made.result();
    assertThat(fork.keySet())
        .containsExactlyInAnyOrder(
            "id", "name", "description", "default_branch", "remote", "token", "objects");
    assertThat(fork.getInt("objects")).isPositive();
    assertThat(fork.getString("remote")).endsWith("/git/c/row09.git");
    Answer found = live.get(liveContent.space.repo("row09"));
    assertThat(found.result().getString("source")).isEqualTo("artifacts:c/demo");
  }

  @Test
  void s5_7_theDescriptionIsNotInherited() {
    TestSpace space = new TestSpace(live, "s57");
    space.create("{\"name\":\"described\",\"description\":\"mine\"}");
    Answer made = live.post(space.repo("described") + "/fork", "{\"name\":\"f\"}");
    assertThat(made.result().isNull("description")).isTrue();
    Answer given =
        live.post(space.repo("described") + "/fork", "{\"name\":\"g\",\"description\":\"d\"}");
    assertThat(given.result().getString("description")).isEqualTo("d");
  }

  @Test
  void s5_7_everyRefIsCopiedWhateverIsAsked() {
    assertThat(
            fork(liveContent, "{\"name\":\"all\",\"default_branch_only\":true}").status())
        .isEqualTo(201);
    assertThat(live.get(liveContent.space.repo("all") + "/log?ref=feature/x").results())
        .isNotEmpty();
  }

  @Test
  void strictlyOnlyTheDefaultBranchIsCopiedUnlessMoreIsAsked() {
    String repo = strictContent.space.repo("one");
    assertThat(fork(strictContent, "{\"name\":\"one\"}").status()).isEqualTo(201);
    assertThat(strict.get(repo + "/log?ref=main").results()).hasSize(2);
    assertThat(strict.get(repo + "/log?ref=feature/x").results()).isEmpty();
    fork(strictContent, "{\"name\":\"every\",\"default_branch_only\":false}");
    assertThat(
            strict.get(strictContent.space.repo("every") + "/log?ref=feature/x").results())
        .isNotEmpty();
  }

  @Test
  void s5_7_errors() {
    fork(liveContent, "{\"name\":\"taken\"}");
    Answer taken = fork(liveContent, "{\"name\":\"taken\"}");
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.code()).isEqualTo(10201);
    Answer bad = fork(liveContent, "{\"name\":\"-\"}");
    assertThat(bad.status()).isEqualTo(400);
    assertThat(bad.code()).isEqualTo(10101);
    assertThat(bad.pointer()).isEqualTo("/name");
    Answer missing = live.post(liveContent.space.repo("no-such") + "/fork", "{\"name\":\"x\"}");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.code()).isEqualTo(10200);
  }

  @Test
  void aForkOutlivesItsSource() {
    TestSpace space = new TestSpace(live, "outlive");
    space.created("parent");
    live.post(space.repo("parent") + "/fork", "{\"name\":\"child\"}");
    live.delete(space.repo("parent"));
    assertThat(live.get(space.repo("child")).result().getString("source"))
        .isEqualTo("artifacts:outlive/parent");
  }
}
