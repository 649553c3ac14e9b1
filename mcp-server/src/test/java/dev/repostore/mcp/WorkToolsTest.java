package dev.repostore.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Place.class)
class WorkToolsTest extends OnAStore {

  private String first = "";

  WorkToolsTest(Place place) {
    super(place);
  }

  @BeforeEach
  void makeClone() {
    desk.ok("create_repo", name("x"));
    first = commit("x", "a.txt", "one\n");
    desk.ok("clone", repo("x"));
  }

  private void write(String path, String text) throws IOException {
    Path file = root().resolve("x").resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static Map<String, Object> x(Object... more) {
    Map<String, Object> arguments = new TreeMap<>(Map.of("folder", "x"));
    for (int at = 0; at < more.length; at += 2) {
      arguments.put((String) more[at], more[at + 1]);
    }
    return arguments;
  }

  @Test
  void whatIsNamedIsCommittedAndTheRestStays() throws IOException {
    write("b/c.txt", "c\n");
    write("d.txt", "d\n");
    desk.ok("commit", x("message", "b alone", "paths", List.of("b"), "author", "Ann <a@b>"));
    assertThat(desk.ok("status", x())).containsEntry("untracked", List.of("d.txt"));
    assertThat(Desk.list(desk.ok("log", x()), "commits").get(0))
        .containsEntry("author", "Ann <a@b>")
        .containsEntry("message", "b alone");
    assertThat(desk.fails("commit", x("message", "m", "paths", List.of("nothing"))))
        .isEqualTo("invalid_request");
    desk.ok("commit", x("message", "d too"));
    assertThat(desk.fails("commit", x("message", "nothing"))).isEqualTo("nothing_to_commit");
    assertThat(desk.fails("commit", x("message", "m", "author", "nobody")))
        .isEqualTo("invalid_request");
  }

  @Test
  void anAmendedCommitIsStillThere() throws IOException {
    write("a.txt", "two\n");
    String before = desk.ok("commit", x("message", "two"), "commit");
    String after = desk.ok("commit", x("message", "two, better", "amend", true), "commit");
    assertThat(Desk.list(desk.ok("log", x()), "commits")).hasSize(2);
    assertThat(Files.readString(root().resolve("x/.git/logs/HEAD"))).contains(before, after);
    assertThat(desk.ok("diff", x("from", before, "to", after), "patch")).isEmpty();
  }

  @Test
  void branchesAreMadeSwitchedAndDeleted() throws IOException {
    desk.ok("branch", x("action", "create", "name", "topic"));
    write("a.txt", "topic\n");
    desk.ok("commit", x("message", "on topic"));
    assertThat(desk.ok("push", x()).toString()).contains("refs/heads/topic");
    assertThat(desk.ok("branch", x("action", "switch", "name", "main")))
        .containsEntry("branch", "main");
    Map<?, ?> kept = desk.error("branch", x("action", "delete", "name", "topic"));
    assertThat(kept.get("code")).isEqualTo("ref_refused");
    assertThat(desk.ok("branch", x(), "branches")).contains("topic", "main");
    desk.ok("branch", x("action", "create", "name", "same", "from", "main"));
    desk.ok("branch", x("action", "switch", "name", "main"));
    desk.ok("branch", x("action", "delete", "name", "same"));
    assertThat(desk.fails("branch", x("action", "switch", "name", "same")))
        .isEqualTo("revision_not_found");
    assertThat(desk.fails("branch", x("action", "create"))).isEqualTo("invalid_request");
    assertThat(desk.fails("branch", x("action", "burn"))).isEqualTo("invalid_request");
    assertThat(desk.fails("branch", x("action", "create", "name", "a b")))
        .isEqualTo("invalid_request");
  }

  private void conflict() throws IOException {
    commit("x", "a.txt", "theirs\n");
    write("a.txt", "mine\n");
    desk.ok("commit", x("message", "mine"));
    assertThat(desk.fails("pull", x("how", "merge"))).isEqualTo("merge_conflict");
  }

  @Test
  void aBranchThatCannotBeSwitchedToIsNotMade() throws IOException {
    write("a.txt", "more\n");
    desk.ok("commit", x("message", "more"));
    write("a.txt", "not committed\n");
    assertThat(desk.fails("branch", x("action", "create", "name", "z", "from", first)))
        .isEqualTo("uncommitted_changes");
    assertThat(desk.ok("branch", x(), "branches")).doesNotContain("name=z");
    desk.ok("commit", x("message", "committed"));
    conflict();
    assertThat(desk.fails("branch", x("action", "create", "name", "z"))).isEqualTo("ref_refused");
    assertThat(desk.ok("branch", x(), "branches")).doesNotContain("name=z").contains("name=main");
  }

  @Test
  void aConflictIsNotCommittedUnresolved() throws IOException {
    conflict();
    Map<String, Object> before = desk.ok("status", x());
    for (Map<String, Object> arguments : List.of(
        x("message", "merged"),
        x("message", "merged", "paths", List.of("a.txt")),
        x("message", "merged", "amend", true))) {
      Map<?, ?> error = desk.error("commit", arguments);
      assertThat(error.get("code")).isEqualTo("merge_conflict");
      assertThat(error.toString()).contains("a.txt", "Edit them");
      arguments.put("dry_run", true);
      assertThat(desk.ok("commit", arguments)).containsEntry("would_succeed", false);
    }
    assertThat(desk.ok("status", x())).isEqualTo(before);
    write("b.txt", "<<<<<<< is no marker where nothing was merged\n");
    assertThat(desk.ok("commit", x("message", "m", "paths", List.of("b.txt"), "dry_run", true)))
        .containsEntry("would_succeed", false);
    write("a.txt", "both\n=======\n");
    assertThat(desk.ok("commit", x("message", "merged", "dry_run", true)))
        .containsEntry("would_succeed", true);
    desk.ok("commit", x("message", "merged"));
    assertThat(desk.ok("status", x())).containsEntry("clean", true);
  }

  @Test
  void whatWouldBeLostIsKept() throws IOException {
    commit("x", "a.txt", "theirs\n");
    write("a.txt", "mine, not committed\n");
    assertThat(desk.fails("pull", x())).isEqualTo("uncommitted_changes");
    assertThat(Files.readString(root().resolve("x/a.txt"))).isEqualTo("mine, not committed\n");
  }

  @Test
  void theDiffIsOfTheFilesOrOfCommits() throws IOException {
    write("a.txt", "two\n");
    write("b.txt", "b\n");
    Map<String, Object> diff = desk.ok("diff", x());
    assertThat(diff.get("patch").toString()).contains("-one\n+two\n");
    assertThat(desk.ok("diff", x("paths", List.of("b.txt")), "patch")).doesNotContain("two");
    assertThat(diff.get("files").toString()).contains("modified a.txt", "untracked b.txt");
    assertThat(desk.ok("diff", x("paths", List.of("a.txt")), "files")).doesNotContain("b.txt");
    assertThat(desk.ok("diff", x("paths", List.of("b.txt")), "files"))
        .contains("untracked b.txt")
        .doesNotContain("a.txt");
    assertThat(desk.ok("diff", x("max_bytes", 10))).containsEntry("truncated", true);
    String second = desk.ok("commit", x("message", "m"), "commit");
    assertThat(desk.ok("diff", x("from", first, "to", second)).get("files").toString())
        .contains("b.txt");
    assertThat(desk.fails("diff", x("from", "nowhere"))).isEqualTo("revision_not_found");
    assertThat(Desk.list(desk.ok("log", x("limit", 1)), "commits")).hasSize(1);
    assertThat(Desk.list(desk.ok("log", x("ref", first + "..HEAD")), "commits")).hasSize(1);
    assertThat(Desk.list(desk.ok("log", x("paths", List.of("b.txt"))), "commits"))
        .hasSize(1);
  }

  @Test
  void aLogIsOfTheSameCommitsFromPageToPage() throws IOException {
    List<Object> newestFirst = new ArrayList<>(List.of(first));
    for (int i = 0; i < 4; i++) {
      write("a.txt", "edit " + i + "\n");
      newestFirst.add(0, desk.ok("commit", x("message", "edit " + i), "commit"));
    }
    assertThat(paged(x("limit", 2))).isEqualTo(newestFirst);
    assertThat(paged(x("limit", 1, "ref", newestFirst.get(3) + "..main")))
        .endsWith(newestFirst.get(0), newestFirst.get(1), newestFirst.get(2))
        .doesNotContain(newestFirst.get(3));
    assertThat(desk.error("log", x("cursor", "1")).get("field")).isEqualTo("cursor");
  }

  /** The commits of all pages; while they are read, others are made. */
  private List<Object> paged(Map<String, Object> arguments) throws IOException {
    List<Object> all = new ArrayList<>();
    do {
      Map<String, Object> page = desk.ok("log", arguments);
      Desk.list(page, "commits").forEach(commit -> all.add(commit.get("commit")));
      arguments.put("cursor", page.get("next_cursor"));
      write("other" + all.size(), "meanwhile " + all.size());
      desk.ok("commit", x("message", "meanwhile"));
    } while (arguments.get("cursor") != null);
    desk.ok("branch", x("action", "create", "name", "aside" + all.size(), "from", first));
    return all;
  }

  @Test
  void manyBranchesAreListedPageByPage() throws IOException {
    StringBuilder packed = new StringBuilder("# pack-refs with: peeled fully-peeled sorted \n");
    for (int i = 100; i < 550; i++) {
      packed.append(first).append(" refs/heads/b").append(i).append('\n');
    }
    write(".git/packed-refs", packed.toString());
    List<Object> names = new ArrayList<>();
    Map<String, Object> arguments = x();
    int pages = 0;
    do {
      Map<String, Object> page = desk.ok("branch", arguments);
      Desk.list(page, "branches").forEach(branch -> names.add(branch.get("name")));
      arguments.put("cursor", page.get("next_cursor"));
      pages++;
    } while (arguments.get("cursor") != null);
    assertThat(pages).isEqualTo(3);
    assertThat(names).hasSize(451).doesNotHaveDuplicates().contains("b100", "b549", "main");
  }

  @Test
  void aForcedPushNeedsAYes() throws IOException {
    write("a.txt", "mine\n");
    String mine = desk.ok("commit", x("message", "mine"), "commit");
    String theirs = commit("x", "a.txt", "theirs\n");
    assertThat(desk.fails("push", x())).isEqualTo("push_rejected");
    Map<String, Object> planned = desk.ok("push", x("force_expecting", theirs));
    assertThat(planned.get("message").toString()).contains("'main'", "'x'", "overwritten");
    assertThat(head()).isEqualTo(theirs);
    assertThat(desk.ok("push", x("force_expecting", theirs, "dry_run", true)).toString())
        .contains(mine);
    assertThat(head()).isEqualTo(theirs);
    Object plan = planned.get("plan_id");
    desk.ok("push", x("force_expecting", theirs, "plan_id", plan));
    assertThat(head()).isEqualTo(mine);
    assertThat(desk.fails("push", x("force_expecting", theirs, "plan_id", plan)))
        .isEqualTo("plan_unknown");
    assertThat(desk.fails("push", x("force_expecting", "main"))).isEqualTo("invalid_request");
  }

  private Object head() {
    return Desk.list(desk.ok("log", repo("x")), "commits").get(0).get("commit");
  }

  @Test
  void noRefspecComesInByABranchesName() {
    for (String name :
        List.of("+main", "+refs/heads/main", "main:main", ":main", "*", "", "a b", "other")) {
      assertThat(desk.error("push", x("branch", name)).get("code"))
          .as(name)
          .isEqualTo("invalid_request");
    }
    assertThat(head()).isEqualTo(first);
  }

  @Test
  void headIsPushedWhereItIsOnNoBranch() throws IOException {
    String tip = commit("x", "b.txt", "b\n");
    desk.ok("clone", Map.of("repo", "x", "folder", "y", "ref", "main"));
    Files.writeString(root().resolve("y/.git/HEAD"), tip + "\n");
    Map<?, ?> error = desk.error("push", Map.of("folder", "y"));
    assertThat(error.get("field")).isEqualTo("branch");
    assertThat(desk.ok("push", Map.of("folder", "y", "branch", "new")).toString())
        .contains("refs/heads/new", tip);
  }

  @Test
  void aDryRunTouchesNeitherFilesNorStore() throws IOException {
    write("a.txt", "mine\n");
    desk.ok("commit", x("message", "mine"));
    write("a.txt", "changed\n");
    String theirs = commit("x", "b.txt", "theirs\n");
    Map<String, String> before = files();
    assertThat(desk.ok("clone", Map.of("repo", "x", "folder", "y", "dry_run", true)))
        .containsEntry("would_succeed", true);
    assertThat(desk.ok("clone", Map.of("repo", "x", "dry_run", true)))
        .containsEntry("would_succeed", false);
    assertThat(desk.ok("branch", x("action", "switch", "name", "no", "dry_run", true)))
        .containsEntry("would_succeed", false);
    assertThat(desk.ok("commit", x("message", "m", "dry_run", true)))
        .containsEntry("unstaged", List.of("modified a.txt"));
    assertThat(desk.ok("push", x("dry_run", true)).toString()).contains("non_fast_forward");
    assertThat(desk.ok("pull", x("dry_run", true))).containsEntry("remote_head", theirs);
    desk.ok("branch", x("action", "create", "name", "b", "dry_run", true));
    assertThat(files()).isEqualTo(before);
    assertThat(head()).isEqualTo(theirs);
  }

  /** Every file below the workspace, and what is in it. */
  private Map<String, String> files() throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root())) {
      paths.filter(Files::isRegularFile).forEach(file -> {
        try {
          all.put(file.toString(), Arrays.hashCode(Files.readAllBytes(file)) + "");
        } catch (IOException failed) {
          throw new UncheckedIOException(failed);
        }
      });
    }
    return all;
  }

  @Test
  void aFolderThatIsNoneIsToldSo() throws IOException {
    assertThat(desk.fails("status", Map.of("folder", "nothing"))).isEqualTo("checkout_unusable");
    assertThat(desk.fails("clone", repo("x"))).isEqualTo("folder_taken");
    Files.createDirectories(root().resolve("plain"));
    assertThat(desk.fails("status", Map.of("folder", "plain"))).isEqualTo("checkout_unusable");
  }

  @Test
  void aCloneOfARepoThatWasMadeAgainDoesNotReachTheNewOne() throws IOException {
    Object plan = desk.ok("delete_repo", repo("x")).get("plan_id");
    desk.ok("delete_repo", Map.of("repo", "x", "plan_id", plan));
    desk.ok("create_repo", name("x"));
    write("a.txt", "mine\n");
    desk.ok("commit", x("message", "mine"));
    assertThat(desk.error("push", x()).toString()).contains("made again");
    desk.ok("push", x("repo", "x"));
  }
}
