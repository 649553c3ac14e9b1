package dev.repostore.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What an agent gets wrong that is new to the tools: it is understood, or told what to do. */
@ParameterizedClass
@EnumSource(Place.class)
class SlipsTest extends OnAStore {

  SlipsTest(Place place) {
    super(place);
  }

  @BeforeEach
  void makeClone() {
    desk.ok("create_repo", name("x"));
    desk.ok("clone", repo("x"));
  }

  private static Map<String, Object> with(Map<String, Object> some, Object... more) {
    Map<String, Object> arguments = new TreeMap<>(some);
    for (int at = 0; at < more.length; at += 2) {
      arguments.put((String) more[at], more[at + 1]);
    }
    return arguments;
  }

  private static Map<String, Object> x(Object... more) {
    return with(Map.of("folder", "x"), more);
  }

  private void write(String path, String text) throws IOException {
    Files.writeString(root().resolve("x").resolve(path), text);
  }

  @Test
  void aPushBeforeTheFirstCommitIsToldToCommit() {
    for (Map<String, Object> push :
        List.of(x(), x("dry_run", true), x("force_expecting", "0".repeat(40)))) {
      assertThat(desk.error("push", push).toString())
          .contains("revision_not_found", "no commit yet", "Commit first")
          .doesNotContain("plan_id", "Try again");
    }
  }

  @Test
  void aPullOfABranchThatWasNotPushedIsToldToPush() throws IOException {
    commit("x", "a.txt", "one\n");
    desk.ok("pull", x());
    desk.ok("branch", x("action", "create", "name", "topic"));
    assertThat(desk.error("pull", x()).toString())
        .contains("revision_not_found", "no branch 'topic'", "push makes it");
    desk.ok("push", x());
    assertThat(desk.ok("pull", x())).containsEntry("outcome", "up_to_date");
  }

  @Test
  void aBranchMayBeNamedAsGitNamesIt() throws IOException {
    String first = commit("x", "a.txt", "one\n");
    desk.ok("pull", x());
    assertThat(desk.ok("read_file", with(repo("x"), "path", "a.txt", "ref", "refs/heads/main")))
        .containsEntry("commit", first);
    String second = desk.ok(
        "commit_files",
        with(committing("x", "a.txt", "two\n"), "branch", "refs/heads/main"),
        "commit");
    assertThat(desk.ok("read_file", with(repo("x"), "path", "a.txt")))
        .containsEntry("commit", second);
    assertThat(desk.ok("branch", x("action", "create", "name", "refs/heads/topic")))
        .containsEntry("branch", "topic");
    assertThat(Desk.list(desk.ok("push", x("branch", "refs/heads/topic")), "refs"))
        .extracting(ref -> ref.get("ref"))
        .containsExactly("refs/heads/topic");
  }

  @Test
  void headIsTheDefaultBranchToReadAndNoneToCommitTo() {
    String first = commit("x", "a.txt", "one\n");
    assertThat(desk.ok("read_file", with(repo("x"), "path", "a.txt", "ref", "HEAD")))
        .containsEntry("commit", first);
    for (boolean dry : List.of(true, false)) {
      Map<String, Object> onHead =
          with(committing("x", "a", "b"), "branch", "HEAD", "dry_run", dry);
      assertThat(desk.error("commit_files", onHead).toString())
          .contains("invalid_request", "Leave branch out");
    }
  }

  @Test
  void noNameIsMadeThatCannotBeSeen() {
    commit("x", "a.txt", "one\n");
    desk.ok("pull", x());
    assertThat(desk.fails("branch", x("action", "create", "name", "ma\u200bin")))
        .isEqualTo("invalid_request");
    assertThat(desk.fails("commit_files", with(committing("x", "a", "b"), "branch", "ma\u200bin")))
        .isEqualTo("invalid_request");
    assertThat(desk.fails("clone", with(repo("x"), "folder", "x\u202ey")))
        .isEqualTo("invalid_request");
    assertThat(root().resolve("x\u202ey")).doesNotExist();
  }

  @Test
  void aFileIsCommittedByItsNameAsItIsShown() throws IOException {
    write("b\u202ec.txt", "hidden\n");
    write("d.txt", "d\n");
    assertThat(desk.ok("status", x()))
        .containsEntry("untracked", List.of("b{U+202E}c.txt", "d.txt"));
    desk.ok("commit", x("message", "one", "paths", List.of("b{U+202E}c.txt")));
    assertThat(desk.ok("status", x())).containsEntry("untracked", List.of("d.txt"));
  }

  @Test
  void halfACharacterIsNotWrittenAsAnother() {
    assertThat(desk.error("commit_files", committing("x", "a.txt", "a\ud83db")).toString())
        .contains("invalid_request", "half of a character");
  }
}
