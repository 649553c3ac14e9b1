package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.repostore.Person;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees as deep or as wide as nobody makes them, through all that looks at trees. */
@Timeout(120)
class DeepTreeTest {

  @TempDir
  Path root;

  private RealGit git;

  @BeforeEach
  void init() throws Exception {
    git = RealGit.init(root.toRealPath().resolve("work"), "trunk");
    git.write("base", "base\n");
    git.run("add", "-A");
    git.run("commit", "-q", "-m", "base");
  }

  /** Commits a tree on a branch of its own, besides what trunk has. */
  private void commit(String branch, ObjectInserter objects, ObjectId tree) throws Exception {
    objects.flush();
    git.run(
        "update-ref",
        "refs/heads/" + branch,
        git.run("commit-tree", "-p", "trunk", "-m", branch, tree.name()));
  }

  private static ObjectId tree(ObjectInserter objects, Object... modeNameId) throws Exception {
    return objects.insert(Constants.OBJ_TREE, Lies.tree(modeNameId));
  }

  private void deep(String branch, int levels, String text) throws Exception {
    try (Repository repository = Git.open(git.folder().toFile()).getRepository();
        ObjectInserter objects = repository.newObjectInserter()) {
      ObjectId base = repository.resolve("trunk:base");
      ObjectId at = tree(
          objects,
          "100644",
          "f",
          objects.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8)));
      for (int i = 0; i < levels; i++) {
        at = tree(objects, "40000", "d", at);
      }
      commit(branch, objects, tree(objects, "100644", "base", base, "40000", "d", at));
    }
  }

  private void wide(String branch, int files, String text) throws Exception {
    try (Repository repository = Git.open(git.folder().toFile()).getRepository();
        ObjectInserter objects = repository.newObjectInserter()) {
      ObjectId base = repository.resolve("trunk:base");
      ObjectId blob = objects.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
      Object[] entries = new Object[3 + files * 3];
      entries[0] = "100644";
      entries[1] = "base";
      entries[2] = base;
      for (int i = 0; i < files; i++) {
        entries[3 + i * 3] = "100644";
        entries[4 + i * 3] = "f" + (10_000_000 + i);
        entries[5 + i * 3] = blob;
      }
      commit(branch, objects, tree(objects, entries));
    }
  }

  private Map<String, ThrowingCallable> everything(Checkout checkout, GitRemote remote) {
    Map<String, ThrowingCallable> all = new LinkedHashMap<>();
    all.put("preview", () -> checkout.previewMerge(Merge.of("one")));
    all.put("diff", () -> checkout.diff(Diff.between("trunk", "one")));
    all.put("show", () -> checkout.show("one"));
    all.put("log", () -> checkout.log(Log.of("one")));
    all.put("log of a path", () -> checkout.log(Log.of("one").withPaths("d/d/d")));
    all.put("switch", () -> checkout.switchTo("one"));
    all.put("status", checkout::status);
    all.put("stage", checkout::stageAll);
    all.put("preview of a conflict", () -> checkout.previewMerge(Merge.of("other")));
    all.put("merge", () -> checkout.merge(Merge.of("other")));
    all.put("status after that", checkout::status);
    all.put("clone", () -> remote.cloneInto(root.resolve("clone"), Clone.branch("one")));
    all.put("list", () -> remote.list("one", ""));
    all.put("files", () -> look(remote, Snapshot::files));
    all.put("grep", () -> look(remote, snapshot -> snapshot.grep(Grep.text("text"))));
    all.put("diff of a remote", () -> remote.diff(Diff.between("trunk", "one")));
    all.put(
        "commit",
        () -> remote.commit(CommitFiles.on("one", "x")
            .withCommitter(new Person("A", "a@example.org"))
            .with(FileChange.put("x/y", "x"))));
    return all;
  }

  private static void look(GitRemote remote, Consumer<Snapshot> at) {
    try (Snapshot snapshot = remote.read("one")) {
      at.accept(snapshot);
    }
  }

  /** What fails, by what was tried, and how; whatever that is, it has left nothing half done. */
  private Map<String, String> failed() throws Exception {
    GitRemote remote = GitRemote.at(git.folder().toUri()).allowing(RemoteKind.FILE);
    Map<String, String> failed = new LinkedHashMap<>();
    try (Checkout checkout = Checkout.open(Workspace.at(root), Path.of("work"))) {
      everything(checkout, remote).forEach((name, work) -> {
        Throwable thrown = catchThrowable(work);
        if (thrown != null) {
          assertThat(thrown).as(name).isInstanceOf(GitException.class);
          assertThat(thrown.getMessage()).as(name).hasSizeLessThan(1500);
          failed.put(name, thrown.getClass().getSimpleName());
        }
      });
    }
    return failed;
  }

  @Test
  void treesWithoutABottom() throws Exception {
    withoutABottom(2_500);
  }

  @Test
  @Tag("soak")
  void treesWithNoBottomInSight() throws Exception {
    withoutABottom(10_000);
  }

  private void withoutABottom(int levels) throws Exception {
    deep("one", levels, "text\n");
    deep("other", 5, "other\n");
    Map<String, String> failed = failed();
    assertThat(failed).containsKeys("switch", "preview", "clone", "files");
    assertThat(git.run("status", "--porcelain")).isEmpty();
    assertThat(git.folder().resolve("d/d/d/d/d/d/d")).doesNotExist();
    assertThat(root.resolve("clone")).doesNotExist();
  }

  @Test
  void treesThatAreDeep() throws Exception {
    deep("one", 150, "text\n");
    deep("other", 150, "other\n");
    assertThat(failed()).containsOnly(Map.entry("merge", "MergeConflictException"));
  }

  /** Paths that no system opens, and that can be read without files all the same. */
  @Test
  void pathsThatAreTooLong() throws Exception {
    deep("one", 2_046, "text\n");
    GitRemote remote = GitRemote.at(git.folder().toUri()).allowing(RemoteKind.FILE);
    try (Checkout checkout = Checkout.open(Workspace.at(root), Path.of("work"))) {
      assertThat(catchThrowable(() -> checkout.switchTo("one")))
          .isInstanceOf(PathRefusedException.class);
    }
    assertThat(catchThrowable(() -> remote.cloneInto(root.resolve("clone"), Clone.branch("one"))))
        .isInstanceOf(PathRefusedException.class);
    look(remote, snapshot -> assertThat(snapshot.files()).hasSize(2));
    assertThat(git.folder().resolve("d")).doesNotExist();
    assertThat(git.run("status", "--porcelain")).isEmpty();
    assertThat(root.resolve("clone")).doesNotExist();
  }

  @Test
  void treesThatAreWide() throws Exception {
    int files = 300;
    wide("one", files, "text\n");
    wide("other", files, "other\n");
    assertThat(failed()).containsOnly(Map.entry("merge", "MergeConflictException"));
  }

  @Test
  @Tag("soak")
  void treesThatAreVeryWide() throws Exception {
    wide("one", 100_000, "text\n");
    wide("other", 100_000, "other\n");
    assertThat(failed()).containsOnly(Map.entry("merge", "MergeConflictException"));
  }

  /** Ten trees of ten, one in another, and at the bottom a file, or nothing at all. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void treesThatUnfoldWithoutEnd(boolean empty) throws Exception {
    try (Repository repository = Git.open(git.folder().toFile()).getRepository();
        ObjectInserter objects = repository.newObjectInserter()) {
      ObjectId base = repository.resolve("trunk:base");
      ObjectId blob = objects.insert(Constants.OBJ_BLOB, "one".getBytes(StandardCharsets.UTF_8));
      ObjectId at = empty ? tree(objects) : tree(objects, "100644", "f", blob);
      for (int level = 0; level < 10; level++) {
        Object[] entries = new Object[30];
        for (int i = 0; i < 10; i++) {
          entries[i * 3] = "40000";
          entries[i * 3 + 1] = "d" + i;
          entries[i * 3 + 2] = at;
        }
        at = tree(objects, entries);
      }
      commit("one", objects, tree(objects, "100644", "base", base, "40000", "d", at));
    }
    git.run("checkout", "-q", "-b", "mine");
    git.write("mine", "mine");
    git.run("add", "mine");
    git.run("commit", "-q", "-m", "mine");
    GitRemote remote = GitRemote.at(git.folder().toUri())
        .allowing(RemoteKind.FILE)
        .withLimits(GitLimits.none().withFiles(5_000));
    try (Checkout checkout = Checkout.open(Workspace.at(root), Path.of("work"))) {
      for (ThrowingCallable each : List.<ThrowingCallable>of(
          () -> checkout.previewMerge(Merge.of("one")),
          () -> remote.cloneInto(root.resolve("clone"), Clone.branch("one")),
          () -> look(remote, Snapshot::files),
          () -> look(remote, snapshot -> snapshot.grep(Grep.text("one"))),
          () -> remote.diff(Diff.between("trunk", "one")))) {
        assertThat(catchThrowable(each)).isInstanceOf(GitLimitException.class);
      }
    }
    assertThat(git.run("status", "--porcelain")).isEmpty();
    assertThat(root.resolve("clone")).doesNotExist();
  }
}
