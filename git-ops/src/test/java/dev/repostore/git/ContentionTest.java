package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.repostore.Person;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several at work on one working copy: each does its work whole or is told, and nothing is lost.
 */
@Timeout(60)
class ContentionTest {

  private static final Person ANN = new Person("Ann", "ann@example.org");

  @TempDir
  Path root;

  private RealGit git;

  @BeforeEach
  void init() throws Exception {
    git = RealGit.init(root.toRealPath().resolve("work"), "trunk");
    git.write("base", "base\n");
    git.run("add", "-A");
    git.run("commit", "-q", "-m", "base");
    git.run("branch", "other");
    git.run("checkout", "-q", "other");
    git.write("theirs", "theirs\n");
    git.run("add", "-A");
    git.run("commit", "-q", "-m", "theirs");
    git.run("checkout", "-q", "trunk");
    git.write("ours", "ours\n");
    git.run("add", "-A");
    git.run("commit", "-q", "-m", "ours");
    git.write("new", "new\n");
  }

  private Checkout open() {
    return Checkout.open(Workspace.at(root), Path.of("work"));
  }

  @Test
  void aLockOfTheIndexIsRespected() throws Exception {
    Path lock = git.folder().resolve(".git/index.lock");
    String head = git.run("rev-parse", "HEAD");
    Files.writeString(lock, "another's");
    try (Checkout checkout = open()) {
      Map<String, ThrowingCallable> all = new LinkedHashMap<>();
      all.put("stage", () -> checkout.stage("new"));
      all.put("stageAll", checkout::stageAll);
      all.put("commit", () -> checkout.commit(commit("x").withAllowEmpty(true)));
      all.put("switch", () -> checkout.switchTo("other"));
      all.put("merge", () -> checkout.merge(Merge.of("other").withCommitter(ANN)));
      all.put("unstage", () -> checkout.unstage("base"));
      all.put("detach", () -> checkout.detachAt("other"));
      all.forEach((name, work) -> {
        Throwable failed = catchThrowable(work);
        assertThat(failed).as(name).isInstanceOf(CheckoutUnusableException.class);
        assertThat(failed.getMessage()).as(name).contains("index.lock", "another process");
      });
      assertThat(checkout.status().untracked()).containsExactly("new");
    }
    assertThat(lock).hasContent("another's");
    assertThat(git.run("rev-parse", "HEAD")).isEqualTo(head);
    Files.delete(lock);
    assertThat(git.run("status", "--porcelain")).isEqualTo("?? new");
  }

  @Test
  void aLockOfABranchIsRespected() throws Exception {
    String head = git.run("rev-parse", "HEAD");
    Path lock = git.folder().resolve(".git/refs/heads/trunk.lock");
    Files.writeString(lock, "another's");
    try (Checkout checkout = open()) {
      checkout.stage("new");
      Throwable failed = catchThrowable(() -> checkout.commit(commit("x")));
      assertThat(failed).isInstanceOf(CheckoutUnusableException.class);
      assertThat(failed.getMessage()).contains("trunk.lock", "another process");
    }
    assertThat(lock).hasContent("another's");
    assertThat(git.folder().resolve(".git/index.lock")).doesNotExist();
    Files.delete(lock);
    assertThat(git.run("rev-parse", "HEAD")).isEqualTo(head);
    assertThat(git.run("status", "--porcelain")).isEqualTo("A  new");
  }

  @Test
  void aRefThatAnotherFetchHasLockedIsNoLossOfCommits() throws Exception {
    git.run("clone", "-q", ".", "../clone");
    RealGit clone = new RealGit(root.resolve("clone"));
    git.run("commit", "-q", "-am", "next", "--allow-empty");
    Path lock = clone.folder().resolve(".git/refs/remotes/origin/trunk.lock");
    Files.createDirectories(lock.getParent());
    Files.writeString(lock, "another's");
    GitRemote remote = GitRemote.at(git.folder().toUri()).allowing(RemoteKind.FILE);
    assertThatExceptionOfType(RefRefusedException.class)
        .isThrownBy(() -> remote.fetch(clone.folder(), Fetch.usual()))
        .withMessageContainingAll("'refs/remotes/origin/trunk'", "another process", "trunk.lock");
    assertThat(lock).hasContent("another's");
    Files.delete(lock);
    remote.fetch(clone.folder(), Fetch.usual());
    assertThat(clone.run("rev-parse", "origin/trunk")).isEqualTo(git.run("rev-parse", "trunk"));
  }

  private static CreateCommit commit(String message) {
    return CreateCommit.of(message).withAuthor(ANN).withCommitter(ANN);
  }

  /** Two of ours in one process, each opened for itself, and the binary: all commits are there. */
  @Test
  void allCommitsAreThere() throws Exception {
    Files.delete(git.folder().resolve("new"));
    int each = 12;
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<Integer>> done = new ArrayList<>();
      for (int who = 0; who < 2; who++) {
        int me = who;
        done.add(threads.submit(() -> ours(me, each)));
      }
      done.add(threads.submit(() -> theirs(each)));
      int committed = 0;
      for (Future<Integer> one : done) {
        committed += one.get();
      }
      assertThat(committed).isGreaterThan(0);
      assertThat(git.lines("log", "--format=%s", "--grep=^mine")).hasSize(committed);
    } finally {
      threads.shutdownNow();
    }
    git.run("fsck", "--strict");
    try (var left = Files.walk(git.folder().resolve(".git"))) {
      assertThat(left.map(Path::toString)).noneMatch(name -> name.endsWith(".lock"));
    }
    // Whatever anybody has committed is in the last commit too.
    assertThat(git.lines("log", "--format=", "--diff-filter=D", "--name-only")).isEmpty();
  }

  private int ours(int me, int each) throws Exception {
    int committed = 0;
    try (Checkout checkout = open()) {
      for (int i = 0; i < each; i++) {
        String file = "file-" + me + "-" + i;
        Files.writeString(git.folder().resolve(file), file, StandardCharsets.UTF_8);
        try {
          checkout.stage(file);
          checkout.commit(commit("mine " + file));
          committed++;
        } catch (CheckoutUnusableException | HeadMovedException | RefRefusedException busy) {
          assertThat(busy.getMessage()).containsAnyOf("another process", "moved");
        } catch (NothingToCommitException another) {
          // Somebody else's commit took it along.
        }
      }
    }
    return committed;
  }

  private int theirs(int each) throws Exception {
    int committed = 0;
    for (int i = 0; i < each; i++) {
      String file = "binary-" + i;
      Files.writeString(git.folder().resolve(file), file, StandardCharsets.UTF_8);
      if (git.code("add", file) == 0 && git.code("commit", "-q", "-m", "mine " + file) == 0) {
        committed++;
      }
    }
    return committed;
  }
}
