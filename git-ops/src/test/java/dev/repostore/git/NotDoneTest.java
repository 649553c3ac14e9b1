package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation says is not done, each as it shows. */
class NotDoneTest {

  @TempDir
  Path root;

  private RealGit git;

  @BeforeEach
  void init() throws Exception {
    git = RealGit.init(root.toRealPath().resolve("work"), "trunk");
    git.write("a", "1\n2\n3\n");
    commit("one");
  }

  private void commit(String message) throws Exception {
    git.run("add", "-A");
    git.run("commit", "-q", "-m", message);
  }

  private Checkout open() {
    return Checkout.open(Workspace.at(root), Path.of("work"));
  }

  @Test
  void mergesDoNotFollowRenames() throws Exception {
    git.run("switch", "-q", "-c", "side");
    git.run("mv", "a", "b");
    commit("rename");
    git.run("switch", "-q", "trunk");
    git.write("a", "1\n2\nthree\n");
    commit("change");
    try (Checkout checkout = open()) {
      assertThat(checkout.previewMerge(Merge.of("side")).conflicts()).containsExactly("a");
    }
  }

  @Test
  void aRebaseLeavesMergesOutAndEndsAtAConflict() throws Exception {
    git.run("switch", "-q", "-c", "side");
    git.write("b", "side");
    commit("b");
    git.run("switch", "-q", "-c", "other", "trunk");
    git.write("c", "other");
    commit("c");
    git.run("switch", "-q", "side");
    git.run("merge", "-q", "--no-ff", "-m", "merge", "other");
    git.run("switch", "-q", "trunk");
    git.write("d", "trunk");
    commit("d");
    git.run("switch", "-q", "side");
    try (Checkout checkout = open()) {
      checkout.merge(Merge.of("trunk").withHow(Merge.How.REBASE));
    }
    assertThat(git.lines("log", "--format=%s")).doesNotContain("merge").contains("b", "c", "d");
    git.run("switch", "-q", "trunk");
    git.write("b", "not side");
    commit("b");
    String before = git.run("rev-parse", "side");
    git.run("switch", "-q", "side");
    try (Checkout checkout = open()) {
      assertThatExceptionOfType(MergeConflictException.class)
          .isThrownBy(() -> checkout.merge(Merge.of("trunk").withHow(Merge.How.REBASE)));
    }
    assertThat(git.run("rev-parse", "HEAD")).isEqualTo(before);
    git.requireSoundAndClean();
  }

  @Test
  void ofAttributesLineEndsAloneCount() throws Exception {
    git.run("switch", "-q", "-c", "attributes");
    git.write(
        ".gitattributes",
        "id ident\nwide working-tree-encoding=UTF-16LE\nlf eol=lf\ncrlf text eol=crlf\nlarge filter=lfs\n");
    git.write("id", "$Id$\n");
    git.write("crlf", "x\r\n");
    git.write("large", "version https://git-lfs.github.com/spec/v1\n");
    Files.write(git.folder().resolve("wide"), "x".getBytes(StandardCharsets.UTF_16LE));
    commit("attributes");
    git.run("switch", "-q", "trunk");
    try (Checkout checkout = open()) {
      checkout.switchTo("attributes");
    }
    assertThat(git.folder().resolve("id")).hasContent("$Id$\n");
    assertThat(git.folder().resolve("wide")).hasBinaryContent(new byte[] {'x'});
    assertThat(git.folder().resolve("crlf"))
        .hasBinaryContent("x\r\n".getBytes(StandardCharsets.UTF_8));
    assertThat(git.folder().resolve("large")).content().startsWith("version https://git-lfs");
  }

  @Test
  void submodulesAreRecordedAndNeverFetched() throws Exception {
    RealGit inner = RealGit.init(root.toRealPath().resolve("inner"), "trunk");
    inner.write("x", "x");
    inner.run("add", "-A");
    inner.run("commit", "-q", "-m", "x");
    git.run(
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        inner.folder().toString(),
        "sub");
    commit("submodule");
    GitRemote remote = GitRemote.at(git.folder().toUri()).allowing(RemoteKind.FILE);
    remote.cloneInto(root.resolve("clone"));
    assertThat(root.resolve("clone/sub")).isEmptyDirectory();
    assertThat(root.resolve("clone/.gitmodules")).content().contains("sub");
    assertThat(root.resolve("clone/.git/modules")).doesNotExist();
  }

  @Test
  void nothingIsSigned() throws Exception {
    git.run("config", "commit.gpgSign", "true");
    git.run("config", "tag.gpgSign", "true");
    git.write("b", "b");
    try (Checkout checkout = open()) {
      checkout.stageAll();
      checkout.commit(CreateCommit.of("b"));
      checkout.tags().create(CreateTag.named("v1").withMessage("v1"));
    }
    assertThat(git.run("cat-file", "commit", "HEAD")).doesNotContain("gpgsig");
    assertThat(git.run("cat-file", "tag", "v1")).doesNotContain("SIGNATURE");
  }

  @Test
  void whatIsWrittenInAnotherWayIsNotOpened() throws Exception {
    RealGit other = new RealGit(Files.createDirectories(root.resolve("sha256")));
    other.run("init", "-q", "--object-format=sha256");
    assertThatExceptionOfType(CheckoutUnusableException.class)
        .isThrownBy(() -> Checkout.open(Workspace.at(root), Path.of("sha256")))
        .withMessageContaining("sha256, and only SHA-1 is known");
    git.run("config", "extensions.somethingNew", "true");
    open().close();
    git.run("config", "core.repositoryFormatVersion", "1");
    assertThatExceptionOfType(CheckoutUnusableException.class)
        .isThrownBy(this::open)
        .withMessageContaining("extensions.somethingNew");
    assertThatExceptionOfType(CheckoutUnusableException.class)
        .isThrownBy(() -> GitRemote.at(git.folder().toUri()).push(git.folder(), "trunk"));
  }
}
