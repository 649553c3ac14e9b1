package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.repostore.Person;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A thread that is interrupted in the middle of its work leaves no half-changed working copy. */
@Timeout(120)
class InterruptedWorkTest {

  private static final int FILES = 250;
  private static final int TIMES = 6;

  @TempDir
  Path folder;

  private RealGit git;
  private Checkout checkout;

  /** Two branches that differ in each of many files. */
  @BeforeEach
  void start() throws Exception {
    git = RealGit.init(folder.resolve("work"), "one");
    fill("one");
    git.run("add", ".");
    git.run("commit", "-qm", "One");
    git.run("checkout", "-qb", "two");
    fill("two");
    Files.delete(git.folder().resolve("f/1.txt"));
    git.run("commit", "-qam", "Two");
    git.run("checkout", "-q", "one");
    checkout = Checkout.open(Workspace.at(folder), git.folder());
  }

  private void fill(String text) throws Exception {
    for (int i = 0; i < FILES; i++) {
      git.write((i % 7 == 0 ? "g/" : "f/") + i + ".txt", text + i);
    }
  }

  @AfterEach
  void stop() {
    checkout.close();
  }

  private interface Work {
    void run() throws Exception;
  }

  /** Interrupts some time after it has begun; whether it was done. */
  private boolean interrupted(Work work, Random random) throws Exception {
    return interrupted(work, random, 20_000_000);
  }

  private boolean interrupted(Work work, Random random, int mostNanos) throws Exception {
    long wait = random.nextInt(mostNanos);
    Thread worker = Thread.currentThread();
    CountDownLatch ended = new CountDownLatch(1);
    Thread stopper = new Thread(() -> {
      try {
        if (!ended.await(wait, TimeUnit.NANOSECONDS)) {
          worker.interrupt();
        }
      } catch (InterruptedException never) {
        throw new IllegalStateException(never);
      }
    });
    stopper.start();
    Throwable thrown = catchThrowable(work::run);
    ended.countDown();
    boolean flag = Thread.interrupted();
    stopper.join();
    flag |= Thread.interrupted();
    if (thrown != null) {
      assertThat(thrown)
          .isInstanceOf(GitCancelledException.class)
          .hasMessageContaining("Nothing half done was left");
      assertThat(flag).isTrue();
    }
    return thrown == null;
  }

  private void requireOn(String branch) throws Exception {
    assertThat(git.run("rev-parse", "--abbrev-ref", "HEAD")).isEqualTo(branch);
    assertThat(git.run("status", "--porcelain")).isEmpty();
    assertThat(git.folder().resolve(".git/index.lock")).doesNotExist();
  }

  @Test
  void aSwitchIsWholeOrNotAtAll() throws Exception {
    Random random = new Random(Long.getLong("repostore.test.seed", 1));
    String at = "one";
    for (int i = 0; i < TIMES; i++) {
      String to = at.equals("one") ? "two" : "one";
      if (interrupted(() -> checkout.switchTo(to), random)) {
        at = to;
      }
      requireOn(at);
    }
  }

  @Test
  void aMergeIsWholeOrNotAtAll() throws Exception {
    Random random = new Random(Long.getLong("repostore.test.seed", 1));
    String one = git.run("rev-parse", "one");
    for (Merge.How how : new Merge.How[] {Merge.How.FAST_FORWARD_ONLY, Merge.How.ALWAYS_COMMIT}) {
      for (int i = 0; i < TIMES / 2; i++) {
        boolean done = interrupted(() -> checkout.merge(Merge.of("two").withHow(how)), random);
        requireOn("one");
        assertThat(git.run("rev-parse", "one").equals(one)).isEqualTo(!done);
        assertThat(git.folder().resolve(".git/MERGE_HEAD")).doesNotExist();
        git.run("reset", "-q", "--hard", one);
      }
    }
  }

  /** What was fetched may stay; the branch goes to the new commit with its files, or stays. */
  @Test
  void aPullIsWholeOrNotAtAll() throws Exception {
    Random random = new Random(Long.getLong("repostore.test.seed", 1));
    GitRemote remote = GitRemote.at(git.folder().toUri()).allowing(RemoteKind.FILE);
    Path clone = folder.resolve("clone");
    remote.cloneInto(clone, Clone.all().withRef("one"));
    RealGit there = new RealGit(clone.toRealPath());
    String before = there.run("rev-parse", "one");
    git.run("checkout", "-q", "two");
    git.run("branch", "-f", "one", "two");
    try (Checkout pulling = Checkout.open(Workspace.at(folder), clone)) {
      for (int i = 0; i < TIMES; i++) {
        Merge.How how = i % 2 == 0 ? Merge.How.FAST_FORWARD_ONLY : Merge.How.MERGE;
        boolean done = interrupted(() -> pulling.pull(remote, how), random, 120_000_000);
        assertThat(there.run("rev-parse", "one").equals(before)).isEqualTo(!done);
        there.requireSoundAndClean();
        assertThat(clone.resolve(".git/index.lock")).doesNotExist();
        there.run("reset", "-q", "--hard", before);
        there.run("update-ref", "refs/remotes/origin/one", before);
      }
    }
  }

  @Test
  void stagingAndCommittingAreWholeOrNotAtAll() throws Exception {
    Random random = new Random(Long.getLong("repostore.test.seed", 1));
    fill("three");
    for (int i = 0; i < TIMES; i++) {
      boolean done = interrupted(() -> checkout.stage("f", "g"), random);
      assertThat(git.lines("diff", "--cached", "--name-only")).hasSize(done ? FILES : 0);
      git.run("reset", "-q");
    }
    checkout.stage("f", "g");
    String before = git.run("rev-parse", "HEAD");
    boolean done = interrupted(
        () -> checkout.commit(CreateCommit.of("Three").withCommitter(new Person("A", "a@b.c"))),
        random);
    assertThat(git.run("rev-parse", "HEAD").equals(before)).isEqualTo(!done);
    git.run("fsck", "--strict");
  }

  @Test
  void nothingIsBegunInAnInterruptedThread() throws Exception {
    for (Work work : new Work[] {
      () -> checkout.switchTo("two"), () -> checkout.merge(Merge.of("two")),
    }) {
      Thread.currentThread().interrupt();
      Throwable thrown = catchThrowable(work::run);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(thrown).isInstanceOf(GitCancelledException.class);
      requireOn("one");
    }
  }

  /** Whoever gives up a clone while its files are written keeps none of them. */
  @Test
  void aCloneIsGivenUpWhileItsFilesAreWritten() throws Exception {
    GitRemote remote = GitRemote.at(git.folder().toUri()).allowing(RemoteKind.FILE);
    Path clone = folder.resolve("clone");
    for (boolean interrupting : new boolean[] {true, false}) {
      assertThatExceptionOfType(GitCancelledException.class)
          .isThrownBy(() -> remote
              .withProgress(new Progress() {
                private boolean writing;

                @Override
                public void update(String step, long done, long total) {
                  writing |= step.equals("Checking out files") && done > 0;
                  if (writing && interrupting) {
                    Thread.currentThread().interrupt();
                  }
                }

                @Override
                public boolean cancelled() {
                  return writing && !interrupting;
                }
              })
              .cloneInto(clone));
      assertThat(Thread.interrupted()).isEqualTo(interrupting);
      assertThat(Files.exists(clone)).isFalse();
    }
  }
}
