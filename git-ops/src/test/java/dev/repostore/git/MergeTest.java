package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MergeTest {

  @TempDir
  Path root;

  private RealGit git;
  private Path folder;

  @BeforeEach
  void init() throws Exception {
    git = RealGit.init(root.toRealPath().resolve("work"), "trunk");
    folder = git.folder();
  }

  private Checkout open() {
    return Checkout.open(Workspace.at(root), Path.of("work"));
  }

  private String commit(String message, String... pathText) throws IOException {
    for (int i = 0; i < pathText.length; i += 2) {
      git.write(pathText[i], pathText[i + 1]);
    }
    git.run("add", "-A");
    git.run("commit", "-q", "--allow-empty", "-m", message);
    return git.run("rev-parse", "HEAD");
  }

  private static String lines(int count, int changed, String to) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == changed ? to : "line " + i).append('\n');
    }
    return text.toString();
  }

  /** trunk and side, each with commits of its own, which do not meet. */
  private void fork() throws IOException {
    commit("base", "f", lines(20, -1, ""), "kept", "kept\n");
    git.run("switch", "-q", "-c", "side");
    commit("side one", "f", lines(20, 2, "side"));
    commit("side two", "dir/new", "new\n");
    git.run("switch", "-q", "trunk");
    commit("trunk one", "f", lines(20, 17, "trunk"));
  }

  @Test
  void aBranchMovesForward() throws Exception {
    commit("base", "a", "1");
    git.run("switch", "-q", "-c", "side");
    String tip = commit("side", "a", "2", "b/c", "3");
    git.run("switch", "-q", "trunk");
    try (Checkout checkout = open()) {
      Merge request = Merge.of("side").withHow(Merge.How.FAST_FORWARD_ONLY);
      MergePreview preview = checkout.previewMerge(request);
      assertThat(preview.outcome()).isEqualTo(Merged.Outcome.FAST_FORWARD);
      assertThat(preview.changes()).extracting(PathChange::path).containsExactly("a", "b/c");
      assertThat(checkout.merge(request)).isEqualTo(new Merged(Merged.Outcome.FAST_FORWARD, tip));
      git.requireSoundAndClean();
      assertThat(git.run("rev-parse", "trunk")).isEqualTo(tip);
      assertThat(checkout.merge(request).outcome()).isEqualTo(Merged.Outcome.UP_TO_DATE);
    }
  }

  @Test
  void aMergeCommitIsWhatGitWouldMake() throws Exception {
    fork();
    git.run("branch", "twin");
    try (Checkout checkout = open()) {
      assertThatExceptionOfType(RefRefusedException.class)
          .isThrownBy(() -> checkout.merge(Merge.of("side").withHow(Merge.How.FAST_FORWARD_ONLY)))
          .withMessageContaining("merge or a rebase");
      Merged merged = checkout.merge(Merge.of("side"));
      assertThat(merged.outcome()).isEqualTo(Merged.Outcome.MERGED);
      git.requireSoundAndClean();
      git.run("switch", "-q", "twin");
      git.run("merge", "-q", "--no-edit", "side");
      assertThat(git.run("rev-parse", "trunk^{tree}"))
          .isEqualTo(git.run("rev-parse", "twin^{tree}"));
      assertThat(git.run("rev-parse", "trunk^1", "trunk^2"))
          .isEqualTo(git.run("rev-parse", "twin^1", "twin^2"));
      assertThat(git.run("log", "-1", "--format=%B", "trunk"))
          .isEqualTo("Merge branch 'side' into trunk\n");
      assertThat(git.run("log", "-1", "--format=%B", "twin"))
          .isEqualTo("Merge branch 'side' into twin\n");
    }
  }

  @Test
  void aRebaseIsWhatGitWouldMake() throws Exception {
    fork();
    commit("trunk two\n\nwith a body", "other", "other\n");
    git.run("cherry-pick", "side~1");
    git.run("branch", "twin");
    try (Checkout checkout = open()) {
      assertThat(checkout.merge(Merge.of("side").withHow(Merge.How.REBASE)).outcome())
          .isEqualTo(Merged.Outcome.REBASED);
      git.requireSoundAndClean();
      git.run("switch", "-q", "twin");
      git.run("rebase", "-q", "side");
      String format = "--format=%T %an %aI %B";
      assertThat(git.run("log", format, "trunk")).isEqualTo(git.run("log", format, "twin"));
    }
  }

  @Test
  void aConflictIsLeftAsGitLeavesItAndCanBeAbortedOrResolved() throws Exception {
    commit("base", "f", lines(20, -1, ""), "gone", "x\n", "z", "z\n");
    git.run("switch", "-q", "-c", "side");
    Files.delete(folder.resolve("gone"));
    commit("side", "f", lines(20, 5, "side"), "both", "side\n");
    git.run("switch", "-q", "trunk");
    commit("trunk", "f", lines(20, 5, "trunk"), "both", "trunk\n", "gone", "changed\n");
    String head = git.run("rev-parse", "HEAD");
    int objects = git.lines("cat-file", "--batch-all-objects", "--batch-check").size();
    try (Checkout checkout = open()) {
      assertThat(checkout.previewMerge(Merge.of("side")).conflicts())
          .containsExactly("both", "f", "gone");
      assertThat(git.run("status", "--porcelain")).isEmpty();
      assertThat(git.lines("cat-file", "--batch-all-objects", "--batch-check")).hasSize(objects);
      Files.writeString(folder.resolve("z"), "mine\n");
      assertThatExceptionOfType(MergeConflictException.class)
          .isThrownBy(() -> checkout.merge(Merge.of("side")))
          .satisfies(e -> assertThat(e.paths()).containsExactly("both", "f", "gone"));
      List<String> ours = git.lines("status", "--porcelain");
      String both = Files.readString(folder.resolve("both"));
      String f = Files.readString(folder.resolve("f"));
      assertThat(checkout.status().conflicted()).containsExactly("both", "f", "gone");
      assertThat(checkout.status().merging()).isTrue();
      checkout.abortMerge();
      assertThat(git.lines("status", "--porcelain")).containsExactly(" M z");
      assertThat(folder.resolve("gone")).hasContent("changed\n");
      assertThat(git.code("merge", "side")).isEqualTo(1);
      assertThat(git.lines("status", "--porcelain")).isEqualTo(ours);
      assertThat(folder.resolve("both")).hasContent(both);
      assertThat(folder.resolve("f")).hasContent(f);
      assertThatExceptionOfType(MergeConflictException.class)
          .isThrownBy(() -> checkout.commit(CreateCommit.of("too early")));
      assertThatExceptionOfType(RefRefusedException.class)
          .isThrownBy(() -> checkout.switchTo("side"));
      Files.writeString(folder.resolve("f"), "resolved\n");
      Files.delete(folder.resolve("gone"));
      checkout.stage("f", "both", "gone");
      assertThat(checkout.commit(CreateCommit.of("Merged")).parents())
          .containsExactly(head, git.run("rev-parse", "side"));
      assertThat(git.lines("status", "--porcelain")).containsExactly(" M z");
      assertThat(git.code("merge", "--abort")).isNotZero();
    }
  }

  @Test
  void aRebaseWithAConflictChangesNothing() throws Exception {
    commit("base", "f", "1\n");
    git.run("switch", "-q", "-c", "side");
    commit("side", "f", "2\n");
    git.run("switch", "-q", "trunk");
    String head = commit("mine", "f", "3\n");
    try (Checkout checkout = open()) {
      assertThatExceptionOfType(MergeConflictException.class)
          .isThrownBy(() -> checkout.merge(Merge.of("side").withHow(Merge.How.REBASE)))
          .withMessageContaining("'mine'")
          .withMessageContaining("Nothing was changed");
      assertThat(git.run("rev-parse", "HEAD")).isEqualTo(head);
      git.requireSoundAndClean();
    }
  }

  @Test
  void whatWouldBeLostStopsAMerge() throws Exception {
    fork();
    try (Checkout checkout = open()) {
      Files.writeString(folder.resolve("f"), "mine\n");
      assertThatExceptionOfType(UncommittedChangesException.class)
          .isThrownBy(() -> checkout.merge(Merge.of("side")));
      git.run("checkout", "-q", "f");
      Files.writeString(folder.resolve("kept"), "staged\n");
      checkout.stage("kept");
      assertThatExceptionOfType(UncommittedChangesException.class)
          .isThrownBy(() -> checkout.merge(Merge.of("side")))
          .satisfies(e -> assertThat(e.paths()).containsExactly("kept"));
      git.run("reset", "-q", "--hard");
      git.run("switch", "-q", "--orphan", "stranger");
      commit("stranger", "x", "x");
      assertThatExceptionOfType(RefRefusedException.class)
          .isThrownBy(() -> checkout.merge(Merge.of("trunk")))
          .withMessageContaining("in common");
      git.requireSoundAndClean();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomHistoriesMergeAsGitMergesThem(int seed) throws Exception {
    Random random = new Random(seed);
    List<String> names = List.of("a", "b", "d/c", "d/e", "d/f/g", "h i", "\u00fc");
    for (String name : names) {
      commit("base " + name, name, lines(30, -1, ""));
    }
    git.run("branch", "side");
    for (String branch : List.of("trunk", "side", "trunk", "side")) {
      git.run("switch", "-q", branch);
      change(random, names);
      commit(branch);
    }
    git.run("switch", "-q", "trunk");
    git.run("branch", "twin");
    List<String> conflicts = new ArrayList<>();
    try (Checkout checkout = open()) {
      MergePreview preview = checkout.previewMerge(Merge.of("side"));
      try {
        checkout.merge(Merge.of("side"));
        git.requireSoundAndClean();
      } catch (MergeConflictException stopped) {
        conflicts.addAll(stopped.paths());
      }
      assertThat(preview.conflicts()).isEqualTo(conflicts);
      if (!conflicts.isEmpty()) {
        checkout.abortMerge();
      }
    }
    git.requireSoundAndClean();
    git.run("switch", "-q", "twin");
    int code = git.code(
        "-c",
        "merge.renames=false",
        "-c",
        "core.quotepath=false",
        "merge",
        "-q",
        "--no-edit",
        "side");
    assertThat(git.parts("diff", "-z", "--name-only", "--diff-filter=U"))
        .containsExactlyInAnyOrderElementsOf(conflicts);
    if (code == 0) {
      assertThat(git.run("rev-parse", "trunk^{tree}"))
          .isEqualTo(git.run("rev-parse", "twin^{tree}"));
    }
  }

  private void change(Random random, List<String> names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      int what = random.nextInt(6);
      if (what < 3 && Files.exists(file)) {
        List<String> text = new ArrayList<>(Files.readAllLines(file));
        int at = random.nextInt(Math.max(1, text.size()));
        if (what == 0 && !text.isEmpty()) {
          text.remove(Math.min(at, text.size() - 1));
        } else {
          text.add(at, "added " + random.nextInt(1000));
        }
        Files.writeString(file, String.join("\n", text) + "\n");
      } else if (what == 3 && random.nextInt(3) == 0) {
        Files.deleteIfExists(file);
      } else if (what == 4) {
        Path added = folder.resolve("new" + random.nextInt(4));
        Files.writeString(added, "new " + random.nextInt(2) + "\n");
      }
    }
  }

  @Test
  void aMergeThatHasBegunIsNotAmendedAway() throws Exception {
    commit("base", "f", "1\n", "only-theirs", "1\n");
    git.run("switch", "-q", "-c", "side");
    commit("side", "f", "2\n", "only-theirs", "2\n");
    git.run("switch", "-q", "trunk");
    String tip = commit("trunk", "f", "3\n");
    try (Checkout checkout = open()) {
      assertThatExceptionOfType(MergeConflictException.class)
          .isThrownBy(() -> checkout.merge(Merge.of("side")));
      git.write("f", "2 and 3\n");
      checkout.stageAll();
      assertThatExceptionOfType(MergeConflictException.class)
          .isThrownBy(() -> checkout.commit(CreateCommit.amending()))
          .withMessageContaining("Commit the merge without amending, or abort it");
      assertThat(git.run("rev-parse", "HEAD")).isEqualTo(tip);
      checkout.commit(CreateCommit.of("Merged"));
    }
    assertThat(git.run("rev-list", "--parents", "-1", "HEAD").split(" ")).hasSize(3);
  }

  @Test
  void aFileInConflictIsOneChangeOfADiff() throws Exception {
    commit("base", "f", "1\n", "gone", "1\n");
    git.run("switch", "-q", "-c", "side");
    commit("side", "f", "2\n", "gone", "2\n");
    git.run("switch", "-q", "trunk");
    git.run("rm", "-q", "gone");
    commit("trunk", "f", "3\n");
    try (Checkout checkout = open()) {
      assertThatExceptionOfType(MergeConflictException.class)
          .isThrownBy(() -> checkout.merge(Merge.of("side")));
      Patch unstaged = checkout.diff(Diff.unstaged());
      assertThat(unstaged.files())
          .extracting(file -> file.change().path() + " " + file.change().type())
          .containsExactly("f MODIFIED");
      assertThat(unstaged.text()).contains("+<<<<<<<").doesNotContain("deleted file");
      assertThat(checkout.diff(Diff.staged()).files())
          .extracting(file -> file.change().path() + " " + file.change().type())
          .containsExactly("gone ADDED");
    }
  }

  @Test
  void aFileNobodyFollowsIsInTheWay() throws Exception {
    commit("base", "f", "1\n");
    git.run("switch", "-q", "-c", "side");
    commit("side", "new", "2\n", "folder/deep", "2\n");
    git.run("switch", "-q", "trunk");
    git.write("new", "mine\n");
    git.write("folder", "mine\n");
    try (Checkout checkout = open()) {
      assertThatExceptionOfType(UncommittedChangesException.class)
          .isThrownBy(() -> checkout.merge(Merge.of("side")))
          .withMessageContaining("'folder', 'new'")
          .withMessageContaining("Move or delete them")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("Restore"));
    }
    assertThat(Files.readString(folder.resolve("new"))).isEqualTo("mine\n");
  }
}
