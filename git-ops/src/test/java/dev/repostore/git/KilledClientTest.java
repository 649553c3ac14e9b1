package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client is killed in the middle of its work, and git makes sense of what it leaves. */
@Timeout(600)
class KilledClientTest {

  private static final int MOST_MILLIS = 40;
  private static final int FILES = 300;

  /** So many bytes of an answer, into its pack. */
  private static final int MIDDLE = 150_000;

  @TempDir
  Path folder;

  private final Random random = new Random(Long.getLong("repostore.test.seed", 1));
  private final CountDownLatch never = new CountDownLatch(1);
  private WireFixture fixture;
  private Path clone;

  @BeforeEach
  void start() throws Exception {
    fixture = new WireFixture(folder).served();
    clone = folder.resolve("clone");
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void inTheMiddleOfWhatItReceives() throws Exception {
    receive(1);
  }

  @Tag("soak")
  @Test
  void inTheMiddleOfWhatItReceivesOften() throws Exception {
    receive(40);
  }

  @Test
  void inTheMiddleOfCommits() throws Exception {
    commit(1);
  }

  @Tag("soak")
  @Test
  void inTheMiddleOfCommitsOften() throws Exception {
    commit(60);
  }

  @Test
  void inTheMiddleOfSwitches() throws Exception {
    switchBranches(2);
  }

  @Tag("soak")
  @Test
  void inTheMiddleOfSwitchesOften() throws Exception {
    switchBranches(60);
  }

  private void receive(int times) throws Exception {
    fixture.remote.cloneInto(clone, Clone.shallow(1));
    RealGit git = new RealGit(clone);
    fixture.commit("d.bin", WireFixture.noise(210_000));
    GitRemote.at(fixture.server.url()).push(fixture.work, "trunk");
    List<String> refs = git.lines("for-each-ref");
    for (int i = 0; i < times; i++) {
      long at = i == 0 ? MIDDLE : random.nextInt(200_000);
      killSilent(at, "fetch");
      git.requireSoundAndClean();
      assertThat(git.lines("for-each-ref")).isEqualTo(refs);
      assertThat(git.run("rev-list", "--count", "HEAD")).isEqualTo("1");
    }
    fixture.wire.reset();
    fixture.remote.fetch(clone, Fetch.usual().withDepth(Fetch.WHOLE_HISTORY));
    assertThat(git.run("rev-list", "--count", "--all")).isEqualTo("4");
    git.requireSoundAndClean();
    for (int i = 0; i < times; i++) {
      clone = folder.resolve("clone" + i);
      long at = i == 0 ? MIDDLE : random.nextInt(200_000);
      killSilent(at, "clone");
      requireHalf(i == 0 ? "half a clone" : "in it");
    }
  }

  /** The wire goes silent, and then the client is killed. */
  private void killSilent(long at, String work) throws Exception {
    fixture.wire.silentAfter(at);
    try (GitProcess client =
        GitProcess.start(folder, work, clone.toString(), fixture.wire.url().toString())) {
      assertThat(client.next()).isEqualTo("ready");
      assertThat(fixture.wire.awaitReached()).isTrue();
      for (int i = 0; at == MIDDLE && i < 1_000 && !isReceiving(); i++) {
        assertThat(never.await(5, TimeUnit.MILLISECONDS)).isFalse();
      }
      assertThat(client.kill()).isNotEqualTo("done");
    }
  }

  private boolean isReceiving() {
    String[] coming = clone.resolve(".git/objects").toFile().list();
    return coming != null && List.of(coming).stream().anyMatch(name -> name.startsWith("incoming"));
  }

  /** Nobody takes half a clone for a whole one. */
  private void requireHalf(String words) throws Exception {
    fixture.wire.reset();
    assertThatExceptionOfType(FolderTakenException.class)
        .isThrownBy(() -> fixture.remote.cloneInto(clone))
        .withMessageContaining(words);
    try (Checkout half = Checkout.open(Workspace.at(clone), clone)) {
      assertThat(half.log(Log.head())).isEmpty();
    } catch (CheckoutUnusableException unusable) {
      assertThat(unusable).hasMessageContaining(clone.toString());
    }
  }

  private RealGit branches() throws Exception {
    RealGit git = RealGit.init(clone, "one");
    for (String branch : List.of("one", "two")) {
      for (int i = 0; i < FILES; i++) {
        git.write("f/" + i + ".txt", branch + i);
      }
      if (branch.equals("two")) {
        git.run("checkout", "-qb", "two");
      }
      git.run("add", ".");
      git.run("commit", "-qm", branch);
    }
    git.run("checkout", "-q", "one");
    return git;
  }

  /** Some work more, and then it is killed; the last it had said. */
  private String killSome(String work) throws Exception {
    try (GitProcess client = GitProcess.start(folder, work, clone.toString())) {
      String last = client.next();
      for (int i = random.nextInt(4); i >= 0; i--) {
        last = client.next();
      }
      assertThat(never.await(random.nextInt(MOST_MILLIS), TimeUnit.MILLISECONDS))
          .isFalse();
      String end = client.kill();
      return end.isEmpty() ? last : end;
    }
  }

  private void commit(int times) throws Exception {
    RealGit git = branches();
    for (int i = 0; i < times; i++) {
      String last = killSome("commit");
      removeLocks();
      git.run("fsck", "--strict", "--full");
      // What was said to be committed is, and perhaps one more.
      assertThat(git.lines("rev-list", "-2", "HEAD")).contains(last);
      assertThat(git.run("status", "--porcelain").lines().count()).isLessThanOrEqualTo(1);
      try (Checkout checkout = Checkout.open(Workspace.at(folder), clone)) {
        assertThat(checkout.status().branch()).isEqualTo("one");
      }
      git.run("reset", "-q", "--hard");
    }
  }

  private void switchBranches(int times) throws Exception {
    RealGit git = branches();
    for (int i = 0; i < times; i++) {
      killSome("switch");
      removeLocks();
      git.run("fsck", "--strict", "--full");
      String branch = git.run("rev-parse", "--abbrev-ref", "HEAD");
      assertThat(branch).isIn("one", "two");
      // Every file is the one branch's or the other's, or was being written.
      git.run("status", "--porcelain");
      try (Checkout checkout = Checkout.open(Workspace.at(folder), clone)) {
        assertThat(checkout.status().branch()).isEqualTo(branch);
      }
      git.run("reset", "-q", "--hard");
      git.run("clean", "-qfd");
      git.requireSoundAndClean();
    }
  }

  /** What a killed process holds is said to be held, by its name; no other is in the way. */
  private void removeLocks() throws IOException {
    try (Stream<Path> all = Files.walk(clone.resolve(".git"))) {
      for (Path lock : all.filter(file -> file.toString().endsWith(".lock")).toList()) {
        if (lock.endsWith("index.lock")) {
          try (Checkout checkout = Checkout.open(Workspace.at(folder), clone)) {
            Throwable held = catchThrowable(() -> checkout.stage("f"));
            assertThat(held)
                .isInstanceOf(CheckoutUnusableException.class)
                .hasMessageContaining(lock.toString());
          }
        }
        Files.delete(lock);
      }
    }
  }
}
