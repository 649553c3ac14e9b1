package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refs as no Git has them: each is left out, or the whole of it is, and nothing is outside. */
@Timeout(60)
class HostileRefsTest {

  private static final byte[] TEXT = "text\n".getBytes(StandardCharsets.UTF_8);

  @TempDir
  Path folder;

  private HostileServer server;
  private Path clone;
  private String tip;

  @BeforeEach
  void start() throws Exception {
    clone = Files.createDirectories(folder.resolve("a/b/c/d/e")).resolve("clone");
    byte[] tree = Lies.tree("100644", "f", Lies.id(Constants.OBJ_BLOB, TEXT));
    byte[] commit = Lies.commit(Lies.id(Constants.OBJ_TREE, tree));
    tip = Lies.id(Constants.OBJ_COMMIT, commit).name();
    server = new HostileServer()
        .pack(new Lies()
            .add(Constants.OBJ_BLOB, TEXT)
            .add(Constants.OBJ_TREE, tree)
            .add(Constants.OBJ_COMMIT, commit)
            .pack());
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  static Stream<String> names() {
    return Stream.of(
        "refs/heads/../../../x",
        "refs/heads/../../../../../../x",
        "refs/heads/a.lock",
        "refs/heads/a.lock/b",
        "refs/heads/.hidden",
        "refs/heads//a",
        "refs/heads/a\\..\\b",
        "refs/heads/a b",
        "refs/heads/a\u0001b",
        "refs/heads/a\nrefs/heads/b",
        "refs/heads/",
        "refs/heads/-rf",
        "refs/heads/" + "d/".repeat(3000) + "x",
        "refs/heads/" + "x".repeat(300),
        "refs/tags/../../../x",
        "../x",
        "config",
        "refs/remotes/origin/main",
        "refs/heads/main/under");
  }

  private void requireNothingOutside() throws Exception {
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile).filter(path -> !path.startsWith(clone)))
          .isEmpty();
    }
  }

  private void requireSound() throws Exception {
    RealGit git = new RealGit(clone.toRealPath());
    git.run("fsck", "--full", "--strict");
    assertThat(git.run("rev-parse", "origin/main")).isEqualTo(tip);
    git.run("for-each-ref", "--format=%(objectname) %(refname)");
    try (Checkout checkout = Checkout.open(Workspace.at(folder), clone)) {
      assertThat(checkout.branches().list()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void ofAClone(String name) throws Exception {
    server.refs(
        tip + " HEAD symref-target:refs/heads/main", tip + " refs/heads/main", tip + " " + name);
    Throwable failed = catchThrowable(() -> GitRemote.at(server.url()).cloneInto(clone));
    requireNothingOutside();
    if (failed == null) {
      requireSound();
    } else {
      FaultWords.requireClear((GitException) failed);
      assertThat(clone).doesNotExist();
    }
    assertThat(GitRemote.at(server.url()).refs().keySet())
        .allMatch(ref -> ref.equals("HEAD") || Repository.isValidRefName(ref));
  }

  @ParameterizedTest
  @MethodSource("names")
  void ofAFetch(String name) throws Exception {
    server.refs(tip + " HEAD symref-target:refs/heads/main", tip + " refs/heads/main");
    GitRemote.at(server.url()).cloneInto(clone);
    server.refs(tip + " refs/heads/main", tip + " " + name);
    for (Fetch how : List.of(
        Fetch.usual(), Fetch.of("+refs/heads/*:refs/remotes/origin/*", "+refs/*:refs/all/*"))) {
      Throwable failed = catchThrowable(() -> GitRemote.at(server.url()).fetch(clone, how));
      requireNothingOutside();
      if (failed != null) {
        assertThat(failed).isInstanceOf(GitException.class);
      }
    }
    requireSound();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "refs/heads/../../../x",
        "refs/heads/../../../../../../x",
        "refs/heads/../config",
        "../../x",
        "config",
        "HEAD",
        "refs/heads/nowhere",
        "refs/heads/a.lock",
        "refs/tags/main",
        "refs/remotes/origin/HEAD",
        "refs/heads/a\u001b[31m",
        ""
      })
  void ofWhereHeadLeads(String target) throws Exception {
    for (Clone how : List.of(Clone.all(), Clone.all().withBare(), Clone.all().withSingleBranch())) {
      server.refs(tip + " HEAD symref-target:" + target, tip + " refs/heads/main");
      Throwable failed = catchThrowable(() -> GitRemote.at(server.url()).cloneInto(clone, how));
      requireNothingOutside();
      if (failed == null) {
        new RealGit(clone.toRealPath()).run("fsck", "--full");
        new RealGit(clone.toRealPath()).run("for-each-ref");
        FileUtils.delete(clone.toFile(), FileUtils.RECURSIVE);
      } else {
        FaultWords.requireClear((GitException) failed);
        assertThat(clone).doesNotExist();
      }
    }
    assertThat(String.valueOf(GitRemote.at(server.url()).defaultBranch()))
        .doesNotContainPattern("[\\p{Cc}]|\\.\\.");
  }

  @Test
  void namesThatDifferInCaseAloneAreTwo() throws Exception {
    server.refs(
        tip + " HEAD symref-target:refs/heads/main",
        tip + " refs/heads/main",
        tip + " refs/heads/MAIN",
        tip + " refs/heads/Main");
    GitRemote.at(server.url()).cloneInto(clone);
    requireSound();
    assertThat(new RealGit(clone.toRealPath()).lines("for-each-ref", "--format=%(refname)"))
        .contains("refs/remotes/origin/MAIN", "refs/remotes/origin/Main");
  }

  @Test
  void aNameThatComesTwiceIsRefused() throws Exception {
    server.refs(
        tip + " HEAD symref-target:refs/heads/main",
        tip + " refs/heads/main",
        ObjectId.zeroId().name() + " refs/heads/main");
    Throwable failed = catchThrowable(() -> GitRemote.at(server.url()).cloneInto(clone));
    assertThat(failed).isInstanceOf(RemoteUnavailableException.class);
    FaultWords.requireClear((GitException) failed);
    assertThat(clone).doesNotExist();
  }

  private void serveRefs(int count) {
    server.refs(out -> {
      HostileServer.line(out, tip + " HEAD symref-target:refs/heads/main");
      HostileServer.line(out, tip + " refs/heads/main");
      for (int i = 0; i < count; i++) {
        out.write(("0041" + tip + " refs/heads/" + (10_000_000 + i) + "\n")
            .getBytes(StandardCharsets.US_ASCII));
      }
      HostileServer.flush(out);
    });
  }

  @Test
  void manyRefsAreTaken() throws Exception {
    serveRefs(5_000);
    GitRemote.at(server.url()).cloneInto(clone);
    requireSound();
    assertThat(new RealGit(clone.toRealPath()).lines("for-each-ref")).hasSizeGreaterThan(5_000);
  }

  @Test
  void noMoreRefsAreTakenThanThereIsRoomFor() {
    RefLines lines = new RefLines();
    byte[] line = (tip + " refs/heads/main\n").getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < RefLines.MOST; i++) {
      if (lines.sound(line).length != line.length) {
        throw new AssertionError("A sound ref was left out.");
      }
    }
    assertThatExceptionOfType(GitLimitException.class)
        .isThrownBy(() -> lines.sound(line))
        .satisfies(e -> assertThat(e.limit()).isEqualTo("refs"));
  }

  /** What ends it in the middle of what JGit reads is told as it is. */
  @Test
  @Tag("soak")
  void noMoreRefsAreTakenFromAServer() throws Exception {
    serveRefs(3_000_000);
    Throwable failed = catchThrowable(() -> GitRemote.at(server.url()).cloneInto(clone));
    assertThat(failed).isInstanceOf(GitLimitException.class);
    assertThat(((GitLimitException) failed).limit()).isEqualTo("refs");
    assertThat(clone).doesNotExist();
  }
}
