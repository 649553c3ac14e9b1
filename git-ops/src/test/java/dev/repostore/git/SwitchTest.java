package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwitchTest {

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

  private void commit(String message) throws Exception {
    git.run("add", "-A");
    git.run("commit", "-q", "-m", message);
  }

  @Test
  void branchesAreMadeSwitchedAndDeleted() throws Exception {
    git.write("a", "1");
    commit("one");
    try (Checkout checkout = open()) {
      Branch made = checkout.branches().create("feature/x_y", "HEAD");
      assertThat(made.current()).isFalse();
      checkout.switchTo("feature/x_y");
      git.write("a", "2");
      git.write("sub/b", "b");
      checkout.stageAll();
      checkout.commit(CreateCommit.of("two"));
      checkout.switchTo("trunk");
      assertThat(folder.resolve("a")).hasContent("1");
      assertThat(folder.resolve("sub")).doesNotExist();
      git.requireSoundAndClean();
      assertThat(git.run("branch", "--show-current")).isEqualTo("trunk");
      assertThat(git.run("reflog", "-1", "HEAD"))
          .contains("checkout: moving from feature/x_y to trunk");
      assertThat(checkout.branches().list())
          .extracting(Branch::name, Branch::current)
          .containsExactly(tuple("feature/x_y", false), tuple("trunk", true));
      assertThatExceptionOfType(RefRefusedException.class)
          .isThrownBy(() -> checkout.branches().delete("trunk", true));
      assertThatExceptionOfType(RefRefusedException.class)
          .isThrownBy(() -> checkout.branches().delete("feature/x_y", false))
          .withMessageContaining("commits that HEAD has not");
      assertThatExceptionOfType(RefRefusedException.class)
          .isThrownBy(() -> checkout.branches().create("feature", "HEAD"))
          .withMessageContaining("in its way");
      assertThatExceptionOfType(RefRefusedException.class)
          .isThrownBy(() -> checkout.branches().create("trunk", "HEAD"));
      assertThatExceptionOfType(RevisionNotFoundException.class)
          .isThrownBy(() -> checkout.branches().create("y", "nowhere"))
          .satisfies(e -> assertThat(e.revision()).isEqualTo("nowhere"));
      checkout.detachAt("feature/x_y");
      assertThat(checkout.status().branch()).isNull();
      assertThat(folder.resolve("sub/b")).hasContent("b");
      checkout.branches().delete("feature/x_y", false);
      assertThat(git.lines("branch", "--format=%(refname)"))
          .contains("refs/heads/trunk")
          .hasSize(2);
      git.requireSoundAndClean();
    }
  }

  @Test
  void tagsAreWhatGitWouldMake() throws Exception {
    git.write("a", "1");
    commit("one");
    git.run("tag", "-a", "-m", "by git", "v0");
    try (Checkout checkout = open()) {
      checkout.tags().create(CreateTag.named("light"));
      Tag heavy = checkout.tags().create(CreateTag.named("v1").withMessage("Says\n\nmuch"));
      assertThat(heavy.message()).isEqualTo("Says\n\nmuch");
      assertThat(checkout.tags().list()).extracting(Tag::name).containsExactly("light", "v0", "v1");
      assertThat(checkout.tags().list().get(1).message()).isEqualTo("by git");
      assertThat(git.run("cat-file", "-t", "v1")).isEqualTo("tag");
      assertThat(git.run("cat-file", "-t", "light")).isEqualTo("commit");
      git.requireSoundAndClean();
      checkout.tags().delete("v0");
      assertThat(git.lines("tag")).containsExactly("light", "v1");
      assertThatExceptionOfType(RefRefusedException.class)
          .isThrownBy(() -> checkout.tags().create(CreateTag.named("v1")));
    }
  }

  @Test
  void changesAreNeverLost() throws Exception {
    git.write("same", "same");
    git.write("differs", "1");
    commit("one");
    git.run("switch", "-q", "-c", "other");
    git.write("differs", "2");
    git.write("new/file", "new");
    commit("two");
    git.run("switch", "-q", "trunk");
    try (Checkout checkout = open()) {
      git.write("same", "changed");
      checkout.switchTo("other");
      assertThat(folder.resolve("same")).hasContent("changed");
      checkout.switchTo("trunk");
      git.write("differs", "mine!");
      assertThatExceptionOfType(UncommittedChangesException.class)
          .isThrownBy(() -> checkout.switchTo("other"))
          .satisfies(e -> assertThat(e.paths()).containsExactly("differs"));
      checkout.stage("differs");
      assertThatExceptionOfType(UncommittedChangesException.class)
          .isThrownBy(() -> checkout.switchTo("other"));
      git.run("checkout", "-q", "HEAD", "--", ".");
      git.write("new/file", "untracked");
      assertThatExceptionOfType(UncommittedChangesException.class)
          .isThrownBy(() -> checkout.switchTo("other"))
          .satisfies(e -> assertThat(e.paths()).containsExactly("new/file"));
      Files.delete(folder.resolve("new/file"));
      Files.delete(folder.resolve("new"));
      git.write("new", "a file in a folder's place");
      assertThatExceptionOfType(UncommittedChangesException.class)
          .isThrownBy(() -> checkout.switchTo("other"))
          .satisfies(e -> assertThat(e.paths()).containsExactly("new"));
      assertThat(folder.resolve("differs")).hasContent("1");
    }
  }

  @Test
  void aCloneWithoutFilesIsFilledByASwitch() throws Exception {
    git.write("a", "1");
    git.write("sub/b", "b");
    commit("one");
    git.run("switch", "-q", "-c", "other");
    git.write("a", "2");
    commit("two");
    GitRemote remote = GitRemote.at(folder.toUri()).allowing(RemoteKind.FILE);
    for (String branch : List.of("other", "trunk")) {
      Path path = root.toRealPath().resolve("clone of " + branch);
      try (Checkout checkout =
          Checkout.clone(remote, Workspace.at(root), path, Clone.all().withoutCheckout())) {
        if (!branch.equals("other")) {
          checkout.branches().create(branch, "origin/" + branch);
        }
        Files.writeString(path.resolve("a"), "mine");
        assertThatExceptionOfType(UncommittedChangesException.class)
            .isThrownBy(() -> checkout.switchTo(branch))
            .satisfies(e -> assertThat(e.paths()).containsExactly("a"));
        Files.delete(path.resolve("a"));
        checkout.switchTo(branch);
        assertThat(path.resolve("sub/b")).hasContent("b");
        new RealGit(path).requireSoundAndClean();
        Files.delete(path.resolve("a"));
        checkout.stageAll();
        checkout.switchTo(branch);
        assertThat(checkout.status().staged()).extracting(PathChange::path).containsExactly("a");
      }
    }
  }

  @Test
  void nothingIsWrittenThroughALink() throws Exception {
    Path outside = Files.createDirectories(root.resolve("outside"));
    git.write("a", "1");
    commit("one");
    git.run("switch", "-q", "-c", "evil");
    git.write("away/passwd", "evil");
    commit("two");
    git.run("switch", "-q", "trunk");
    Files.createSymbolicLink(folder.resolve("away"), outside);
    try (Checkout checkout = open()) {
      assertThatExceptionOfType(PathRefusedException.class)
          .isThrownBy(() -> checkout.switchTo("evil"))
          .withMessageContaining("symbolic link");
    }
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void aLinkBecomesAFolderAndBack() throws Exception {
    Path outside = Files.createDirectories(root.resolve("outside"));
    Files.writeString(outside.resolve("x"), "outside");
    Files.createSymbolicLink(folder.resolve("d"), outside);
    git.write("f", "file");
    commit("link");
    git.run("switch", "-q", "-c", "folder");
    Files.delete(folder.resolve("d"));
    git.write("d/x", "inside");
    Files.delete(folder.resolve("f"));
    git.write("f/deep/g", "deep");
    commit("folder");
    try (Checkout checkout = open()) {
      checkout.switchTo("trunk");
      git.requireSoundAndClean();
      assertThat(Files.isSymbolicLink(folder.resolve("d"))).isTrue();
      checkout.switchTo("folder");
      git.requireSoundAndClean();
      assertThat(Files.isDirectory(folder.resolve("d"), LinkOption.NOFOLLOW_LINKS))
          .isTrue();
      assertThat(outside.resolve("x")).hasContent("outside");
      assertThat(checkout.status().clean()).isTrue();
    }
  }

  @Test
  void manyFilesAreWrittenByTwoThreadsAsGitWrites() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 600; i++) {
      String ends = i % 3 == 0 ? "\r\n" : "\n";
      git.write(
          "d" + i % 17 + "/\u00fc " + i % 5 + "/f" + i + (i % 2 == 0 ? ".txt" : ".bin"),
          "line" + ends + random.nextInt() + ends + (i % 50 == 0 ? "\0" : ""));
    }
    Files.createSymbolicLink(folder.resolve("d1/link"), Path.of("../d2"));
    git.write("d3/.gitattributes", "*.txt text eol=crlf\n");
    git.write(".gitattributes", "*.txt text=auto\n*.bin -text\n");
    commit("many");
    git.run("switch", "-q", "--orphan", "empty");
    git.run("commit", "-q", "--allow-empty", "-m", "empty");
    try (Checkout checkout = open()) {
      checkout.switchTo("trunk");
      assertThat(git.run("status", "--porcelain")).isEmpty();
      assertThat(checkout.status().clean()).isTrue();
      Path twin = root.resolve("twin");
      git.run("clone", "-q", "-b", "trunk", folder.toString(), twin.toString());
      new RealGit(root).run("diff", "--no-index", "--quiet", "work/d3", "twin/d3");
      new RealGit(root).run("diff", "--no-index", "--quiet", "work/d4", "twin/d4");
      checkout.switchTo("empty");
      assertThat(folder.toFile().list()).containsExactly(".git");
    }
  }
}
