package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repostore.Blob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pushes of a few commits from a repository with many folders. */
@Timeout(60)
class PushedObjectsTest {

  private static final int FOLDERS = 12;

  @TempDir
  Path folder;

  private WireFixture fixture;
  private RealGit git;
  private RealGit served;
  private Random random = new Random(3);

  @BeforeEach
  void start() throws Exception {
    fixture = new WireFixture(folder).served();
    git = RealGit.init(fixture.work, "trunk");
    served = new RealGit(fixture.server.repository().getDirectory().toPath());
    for (int i = 0; i < FOLDERS; i++) {
      git.write("d" + i + "/file", text());
      git.write("d" + i + "/deep/file", text());
    }
    commit();
    push("trunk");
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      text.append(random.nextInt(1_000_000)).append('\n');
    }
    return text.toString();
  }

  private void commit() throws IOException {
    git.run("add", "-A");
    git.run("commit", "-q", "--allow-empty", "-m", "Step");
  }

  private void push(String... refs) throws IOException {
    fixture.remote.push(fixture.work, refs);
    for (String ref : refs) {
      assertThat(served.run("rev-parse", ref)).isEqualTo(git.run("rev-parse", ref));
    }
    assertThat(served.run("fsck", "--strict", "--full"))
        .doesNotContain("missing", "broken", "error");
  }

  private Path stored(String id) {
    return git.folder().resolve(".git/objects/" + id.substring(0, 2) + "/" + id.substring(2));
  }

  /** Which object that was. */
  private String lose(String revision) throws IOException {
    String id = git.run("rev-parse", revision);
    Files.delete(stored(id));
    return id;
  }

  /** A tree that is not there shows who opens it. */
  @Test
  void foldersThatNoCommitTouchesAreNotLookedInto() throws IOException {
    git.write("d0/file", text());
    commit();
    lose("HEAD:d5/deep");
    push("trunk");
  }

  @Test
  void aFileCopiedFromThereComesAlong() throws IOException {
    Files.copy(git.folder().resolve("d5/deep/file"), git.folder().resolve("d0/copy"));
    copyFolder("d6", "d0/copied");
    commit();
    push("trunk");
  }

  /** The folder d5 of both is d1 of the other, and so what the changed d1 is compared with. */
  @Test
  void whatIsUnchangedHereIsWhereAChangeIsThere() throws IOException {
    git.run("checkout", "-q", "-b", "other");
    remove("d1");
    copyFolder("d5", "d1");
    commit();
    push("other");
    git.run("checkout", "-q", "trunk");
    git.write("d1/file", Files.readString(git.folder().resolve("d5/file")) + "more\n");
    git.write("d1/deep/file", Files.readString(git.folder().resolve("d5/deep/file")) + "more\n");
    commit();
    git.run("checkout", "-q", "other");
    git.write("d2/deep/file", text());
    commit();
    push("other", "trunk");
  }

  /** With X, which brings ten folders, and then Y, which leaves them as they are. */
  private void pushAfter(Push push) throws IOException {
    git.run("checkout", "-q", "-b", "b");
    for (int i = 0; i < 10; i++) {
      git.write("n" + i + "/f", text());
    }
    commit();
    git.run("tag", "x");
    git.write("top", text());
    commit();
    PushReport report =
        fixture.remote.push(fixture.work, push.withLease("a", git.run("rev-parse", "x")));
    assertThat(report.refs())
        .filteredOn(ref -> ref.ref().equals("refs/heads/b"))
        .allSatisfy(ref -> assertThat(ref.status()).isEqualTo(PushStatus.OK))
        .hasSize(1);
    assertThat(served.run("fsck", "--strict", "--full")).doesNotContain("missing", "broken");
  }

  @Test
  void aLeaseOnWhatTheRemoteLacksIsNoPromise() throws IOException {
    git.run("branch", "a");
    push("a");
    pushAfter(Push.of("x:refs/heads/a", "b").reportingOnly());
  }

  @Test
  void norIsOneOnWhatIsUpToDate() throws IOException {
    git.run("branch", "a");
    push("a");
    pushAfter(Push.of("a", "b").reportingOnly());
  }

  /** The tag's commits are no branch's, and have what the branch does not change any more. */
  @Test
  void whatOnlyATagLeadsToIsWhole() throws IOException {
    git.run("branch", "hot");
    for (int i = 0; i < 60; i++) {
      git.write("p/f" + i, i + "\n");
    }
    commit();
    git.run("branch", "develop");
    git.run("checkout", "-q", "develop");
    git.write("top", text());
    commit();
    push("trunk", "develop");
    git.run("checkout", "-q", "trunk");
    git.run("merge", "-q", "--ff-only", "develop");
    git.run("checkout", "-q", "hot");
    git.run("checkout", "develop", "--", "p");
    commit();
    for (int i = 1; i < 60; i += 8) {
      git.write("p/f" + i, "changed\n");
    }
    git.run("rm", "-q", "p/f59");
    commit();
    git.run("tag", "-a", "-m", "1", "v1.1");
    push("trunk", "refs/tags/v1.1");
  }

  @Test
  void whatLacksHereIsNotTheRemotesFault() throws IOException {
    git.write("d1/new", text());
    commit();
    String blob = lose("HEAD:d1/new");
    assertThatExceptionOfType(CheckoutUnusableException.class)
        .isThrownBy(() -> fixture.remote.push(fixture.work, "trunk"))
        .withMessageContaining(blob);
  }

  @Test
  void whoIsToldOfAPushSeesAllFolders() throws IOException {
    git.write("top", text());
    commit();
    List<String> seen = new ArrayList<>();
    try (Checkout checkout = Checkout.open(Workspace.at(git.folder()), git.folder())) {
      GitRemote told = fixture.remote.withProgress(new Progress() {
        @Override
        public void update(String step, long done, long total) {
          try (Blob file = checkout.file("HEAD", "d5/deep/file")) {
            seen.add(step + file.size());
          }
        }
      });
      checkout.push(told, Push.of("trunk"));
    }
    assertThat(seen).isNotEmpty();
  }

  /**
   * As Git does where objects may lack: what was copied there is in a folder that is not looked at.
   */
  @Test
  void whereSomethingMayLackNoFolderIsLeftOut() throws IOException {
    String blob = git.run("rev-parse", "HEAD:d3/file");
    git.run("config", "extensions.partialClone", "origin");
    git.run("config", "core.repositoryFormatVersion", "1");
    git.run("update-index", "--add", "--cacheinfo", "100644," + blob + ",copied/file");
    git.run("commit", "-q", "-m", "Copy");
    Files.move(stored(blob), folder.resolve("away"));
    push("trunk");
  }

  @RepeatedTest(8)
  void whateverTheHistory(RepetitionInfo repetition) throws IOException {
    random = new Random(repetition.getCurrentRepetition());
    git.run("branch", "other");
    push("other");
    for (int round = 0; round < 6; round++) {
      git.run("checkout", "-q", random.nextBoolean() ? "trunk" : "other");
      int steps = 1 + random.nextInt(4);
      for (int i = 0; i < steps; i++) {
        step();
        commit();
      }
      if (random.nextInt(3) == 0) {
        git.run(
            "merge", "-q", "-X", "ours", "-m", "Merge", random.nextBoolean() ? "trunk" : "other");
      }
      push(random.nextBoolean() ? new String[] {"trunk"} : new String[] {"trunk", "other"});
    }
  }

  private void step() throws IOException {
    List<String> folders = folders();
    String one = folders.get(random.nextInt(folders.size()));
    String other = folders.get(random.nextInt(folders.size()));
    switch (random.nextInt(6)) {
      case 0 -> git.write(one + "/file", text());
      case 1 -> git.write(one + "/deep/file", text());
      case 2 -> copyFolder(one, "e" + random.nextInt(1000));
      case 3 -> {
        String copied = one + "/n" + random.nextInt(1000);
        copyFolder(other + "/deep", copied);
        git.write(
            copied + "/file", Files.readString(git.folder().resolve(copied + "/file")) + "x\n");
      }
      case 4 -> git.run("mv", one, "m" + random.nextInt(1000));
      default -> {
        remove(one);
        copyFolder(folders.get(0).equals(one) ? folders.get(1) : folders.get(0), one);
      }
    }
  }

  private List<String> folders() throws IOException {
    try (var all = Files.list(git.folder())) {
      return all.filter(each -> Files.exists(each.resolve("deep/file")))
          .map(each -> each.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private void remove(String path) throws IOException {
    git.run("rm", "-r", "-q", "-f", "--ignore-unmatch", path);
  }

  private void copyFolder(String from, String to) throws IOException {
    try (var all = Files.walk(git.folder().resolve(from))) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        git.write(to + "/" + git.folder().resolve(from).relativize(each), Files.readString(each));
      }
    }
  }
}
