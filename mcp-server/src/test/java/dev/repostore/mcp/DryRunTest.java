package dev.repostore.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a dry run says is what the call does. */
@ParameterizedClass
@EnumSource(Place.class)
class DryRunTest extends OnAStore {

  DryRunTest(Place place) {
    super(place);
  }

  @BeforeEach
  void makeClone() {
    desk.ok("create_repo", name("x"));
    commit("x", "d/a.txt", "one\n");
    desk.ok("clone", repo("x"));
  }

  private void foresees(boolean success, String tool, Map<String, Object> arguments) {
    Map<String, Object> dry = new HashMap<>(arguments);
    dry.put("dry_run", true);
    assertThat(desk.ok(tool, dry))
        .as("%s %s", tool, arguments)
        .containsEntry("would_succeed", success);
    assertThat(desk.call(tool, arguments, new Desk.Mute()).failed())
        .as("%s %s", tool, arguments)
        .isEqualTo(!success);
  }

  @Test
  void aSpentBudgetIsForeseen() {
    open(options -> options.withBudgets(new ServerOptions.Budgets(1, 0)), "main");
    foresees(true, "create_repo", name("y"));
    foresees(false, "create_repo", name("z"));
    foresees(false, "fork_repo", Map.of("repo", "y", "name", "z"));
  }

  @Test
  void changesThatCannotBeMadeAreForeseen() {
    for (Map<String, Object> bad : List.<Map<String, Object>>of(
        Map.of("path", "missing", "delete", true),
        Map.of("path", "missing", "rename_to", "b"),
        Map.of("path", "d/a.txt", "rename_to", "d"),
        Map.of("path", "d/a.txt/b", "text", "t"),
        Map.of("path", "d", "text", "t"))) {
      boolean good = "d".equals(bad.get("rename_to"));
      foresees(good, "commit_files", changing(List.of(bad)));
      if (good) {
        foresees(
            true,
            "commit_files",
            changing(List.of(
                Map.of("path", "d", "delete", true), Map.of("path", "d/a.txt", "text", "t"))));
      }
    }
    foresees(
        false,
        "commit_files",
        changing(List.of(
            Map.of("path", "d", "delete", true), Map.of("path", "d/a.txt", "delete", true))));
    foresees(true, "commit_files", changing(List.of(Map.of("path", "d", "delete", true))));
  }

  private static Map<String, Object> changing(List<Map<String, Object>> changes) {
    return Map.of("repo", "x", "message", "m", "changes", changes);
  }

  private static Map<String, Object> branch(String action, String name, String... from) {
    Map<String, Object> arguments =
        new HashMap<>(Map.of("folder", "x", "action", action, "name", name));
    if (from.length > 0) {
      arguments.put("from", from[0]);
    }
    return arguments;
  }

  @Test
  void whatBecomesOfABranchIsForeseen() throws IOException {
    foresees(false, "branch", branch("delete", "main"));
    foresees(false, "branch", branch("create", "topic", "nowhere"));
    foresees(true, "branch", branch("create", "topic"));
    Files.writeString(root().resolve("x/d/a.txt"), "topic\n");
    desk.ok("commit", Map.of("folder", "x", "message", "topic"));
    Files.writeString(root().resolve("x/d/a.txt"), "changed\n");
    foresees(false, "branch", branch("switch", "main"));
    foresees(false, "branch", branch("create", "other", "main"));
    desk.ok("commit", Map.of("folder", "x", "message", "changed"));
    foresees(true, "branch", branch("switch", "main"));
    foresees(false, "branch", branch("delete", "topic"));
    foresees(true, "branch", branch("create", "same"));
    foresees(false, "branch", branch("delete", "nothing"));
  }

  @Test
  void aCloneOfWhatIsNotThereIsForeseen() {
    foresees(false, "clone", Map.of("repo", "x", "folder", "y", "ref", "nowhere"));
    foresees(true, "clone", Map.of("repo", "x", "folder", "y", "ref", "main"));
    foresees(false, "clone", repo("x"));
  }

  @Test
  void aCloneIntoWhatIsNoFolderForItIsForeseen() throws IOException {
    Files.createDirectory(folder.resolve("out"));
    Files.writeString(folder.resolve("file"), "");
    for (String bad : List.of(
        "../out",
        "../file",
        "../nothing",
        "../../etc",
        ".git",
        "con",
        "x/.git/y",
        "y".repeat(300))) {
      foresees(false, "clone", Map.of("repo", "x", "folder", bad));
    }
    Map<String, Object> said =
        desk.ok("clone", Map.of("repo", "x", "folder", "../out", "dry_run", true));
    assertThat(said).containsEntry("code", "path_refused");
    assertThat(said.get("message"))
        .isEqualTo(desk.error("clone", Map.of("repo", "x", "folder", "../out")).get("message"));
  }

  @Test
  void aRefusedPushIsForeseen() throws IOException {
    Files.writeString(root().resolve("x/b"), "mine\n");
    desk.ok("commit", Map.of("folder", "x", "message", "mine"));
    commit("x", "c", "theirs\n");
    foresees(false, "push", Map.of("folder", "x"));
    desk.ok("pull", Map.of("folder", "x", "how", "rebase"));
    foresees(true, "push", Map.of("folder", "x"));
  }

  @Test
  void aTokenThatIsUnknownIsForeseen() {
    String id = desk.ok("mint_token", repo("x"), "token_id");
    Map<String, Object> known = Map.of("repo", "x", "token", id, "dry_run", true);
    assertThat(desk.ok("revoke_token", known)).containsEntry("would_succeed", true);
    Map<String, Object> unknown = new HashMap<>(Map.of("repo", "x", "token", "nothing"));
    assertThat(desk.fails("revoke_token", unknown)).isEqualTo("not_found");
    unknown.put("dry_run", true);
    assertThat(desk.ok("revoke_token", unknown)).containsEntry("would_succeed", false);
  }

  @Test
  void aBranchThatCannotBeCalledSoIsForeseen() {
    for (String bad : List.of("", "a:b", "a b", "-x", "x.lock", "main/x", "main")) {
      foresees(false, "branch", branch("create", bad));
    }
  }

  @Test
  void aCommitThatChangesNothingOrHasNoPlaceIsForeseen() {
    List<Map<String, Object>> same = List.of(Map.of("path", "d/a.txt", "text", "one\n"));
    List<Map<String, Object>> other = List.of(Map.of("path", "b", "text", "t"));
    foresees(false, "commit_files", changing(same));
    foresees(true, "commit_files", with(changing(same), "branch", "same"));
    foresees(false, "commit_files", with(changing(other), "branch", "main/x"));
    foresees(true, "commit_files", with(changing(other), "branch", "deep/er"));
    foresees(false, "commit_files", with(changing(other), "branch", "deep"));
    Map<String, Object> fresh = with(changing(other), "expected_head", "0".repeat(40));
    foresees(true, "commit_files", with(fresh, "branch", "fresh"));
    foresees(false, "commit_files", with(fresh, "branch", "fresh"));
    List<Map<String, Object>> gone = List.of(Map.of("path", "d/a.txt", "delete", true));
    foresees(true, "commit_files", with(changing(gone), "branch", "gone"));
    foresees(
        true,
        "commit_files",
        changing(List.of(Map.of("path", "d/a.txt", "base64", "b25lCg==", "executable", true))));
  }

  @Test
  void aCommitToARepoThatIsReadOnlyIsForeseen() {
    desk.ok("create_repo", Map.of("name", "r", "read_only", true));
    foresees(false, "commit_files", committing("r", "a", "t"));
  }

  @Test
  void anAmendedCommitThatIsNotThereIsForeseen() throws IOException {
    desk.ok("create_repo", name("empty"));
    desk.ok("clone", repo("empty"));
    Files.writeString(root().resolve("empty/a"), "a\n");
    Map<String, Object> amend = Map.of("folder", "empty", "message", "m", "amend", true);
    foresees(false, "commit", amend);
    desk.ok("commit", Map.of("folder", "empty", "message", "m"));
    foresees(true, "commit", amend);
  }

  @Test
  void aPullIsForeseen() throws IOException {
    foresees(true, "pull", Map.of("folder", "x"));
    commit("x", "c", "theirs\n");
    foresees(true, "pull", Map.of("folder", "x"));
    Files.writeString(root().resolve("x/b"), "mine\n");
    desk.ok("commit", Map.of("folder", "x", "message", "mine"));
    foresees(true, "pull", Map.of("folder", "x"));
    commit("x", "e", "theirs\n");
    foresees(false, "pull", Map.of("folder", "x"));
    foresees(true, "pull", Map.of("folder", "x", "how", "merge"));
    desk.ok("branch", branch("create", "topic"));
    foresees(false, "pull", Map.of("folder", "x"));
  }

  @Test
  void aTokenIsForeseen() {
    foresees(true, "mint_token", repo("x"));
  }

  private static Map<String, Object> with(Map<String, Object> some, String name, Object value) {
    Map<String, Object> more = new HashMap<>(some);
    more.put(name, value);
    return more;
  }
}
