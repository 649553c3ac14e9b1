package dev.repostore.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
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

  @Test
  void anEmptyPathIsNamedByItsField() {
    commit("x", "a.txt", "one\n");
    desk.ok("pull", x());
    List<String> empty = List.of("a.txt", "");
    for (Map<?, ?> error : List.of(
        desk.error("log", x("paths", empty)),
        desk.error("diff", x("paths", empty)),
        desk.error("diff", with(repo("x"), "from", "main", "to", "main", "paths", empty)),
        desk.error("commit", x("message", "m", "paths", empty)))) {
      assertThat(error.get("code")).isEqualTo("invalid_request");
      assertThat(error.get("field")).isEqualTo("paths");
    }
  }

  @Test
  void whatNobodyCouldCheckOutIsNotCommitted() {
    for (Map<String, Object> change : List.<Map<String, Object>>of(
        Map.of("path", "l", "link_to", ""),
        Map.of("path", "l", "link_to", "a\0b"),
        Map.of("path", "l", "link_to", "a".repeat(4096)),
        Map.of("path", "n".repeat(256), "text", "t"),
        Map.of("path", "n".repeat(256), "link_to", "t"),
        Map.of("path", "folder/".repeat(600) + "n", "text", "t"),
        Map.of("path", "\u20ac".repeat(100), "text", "t"))) {
      Map<?, ?> error =
          desk.error("commit_files", with(repo("x"), "message", "m", "changes", List.of(change)));
      assertThat(error.get("code")).isEqualTo("invalid_request");
      assertThat(error.get("field")).isEqualTo("l".equals(change.get("path")) ? "link_to" : "path");
    }
    commit("x", "n".repeat(255), "t");
    desk.ok("clone", with(repo("x"), "folder", "y"));
  }

  @Test
  void aPatternThatTakesLongToReadIsNotRead() {
    commit("x", "a.txt", "one\n");
    String nested = "(".repeat(500) + "a" + ")".repeat(500);
    for (String field : List.of("pattern", "glob")) {
      Map<?, ?> error = desk.error("grep", with(with(repo("x"), "pattern", "a"), field, nested));
      assertThat(error.get("field")).isEqualTo(field);
      assertThat(error.get("message").toString()).contains("may have 1000");
    }
    assertThat(desk.fails("grep", with(repo("x"), "pattern", nested, "literal", true)))
        .isEqualTo("invalid_request");
  }

  @Test
  void aRefThatIsNotThereIsToldAsOne() {
    commit("x", "a.txt", "one\n");
    Map<?, ?> error = desk.error("clone", with(repo("x"), "folder", "y", "ref", "nowhere"));
    assertThat(error.get("code")).isEqualTo("revision_not_found");
    assertThat(error.get("message").toString()).contains("'nowhere'", "Leave ref out");
    assertThat(root().resolve("y")).doesNotExist();
  }

  @Test
  void aDryRunThatMayBeNoneIsNotTaken() {
    Map<String, Object> perhaps = new HashMap<>(name("perhaps"));
    perhaps.put("dry_run", null);
    assertThat(desk.error("create_repo", perhaps).get("field")).isEqualTo("dry_run");
    assertThat(desk.fails("get_repo", repo("perhaps"))).isEqualTo("not_found");
  }

  @Test
  void aNameThatIsTakenCostsNothing() {
    open(options -> options.withBudgets(new ServerOptions.Budgets(2, 0)), "main");
    desk.ok("create_repo", name("y"));
    for (int attempt = 0; attempt < 3; attempt++) {
      assertThat(desk.fails("create_repo", name("y"))).isEqualTo("already_exists");
    }
    desk.ok("create_repo", name("z"));
    assertThat(desk.fails("create_repo", name("more"))).isEqualTo("budget_spent");
  }
}
