package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetches by clients that lack a few commits, with real git. */
class NearFetchTest {

  private static final int ROUNDS = 6;

  @TempDir
  Path data;

  @TempDir
  Path work;

  private GitServing serving;
  private GitBinary a;
  private Random random = new Random(11);

  @BeforeEach
  void serve() throws Exception {
    serving = GitServing.strict(data);
    new GitBinary(work).ok("init", "--quiet", "--initial-branch=trunk", "a");
    a = new GitBinary(work.resolve("a"));
    for (int i = 0; i < 6; i++) {
      a.commit("dir" + i % 2 + "/f" + i, text(3_000));
    }
    push();
  }

  @AfterEach
  void stop() {
    serving.close();
  }

  private void push() throws Exception {
    a.ok("push", "--quiet", "--all", serving.pushUrl());
    a.ok("push", "--quiet", "--tags", serving.pushUrl());
  }

  private GitBinary cloned(String name) throws Exception {
    new GitBinary(work).ok("clone", "--quiet", serving.pushUrl(), name);
    return new GitBinary(work.resolve(name));
  }

  private String text(int lines) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append(Long.toString(random.nextLong(), 36)).append('\n');
    }
    return text.toString();
  }

  private void edit(String file) throws Exception {
    Path path = a.folder().resolve(file);
    a.commit(file, Files.readString(path) + random.nextLong() + '\n');
  }

  /** Everything that {@code a}'s branches and tags lead to, and nothing broken. */
  private void assertSame(GitBinary b) throws Exception {
    b.ok("fsck", "--strict", "--connectivity-only");
    assertThat(b.ok("for-each-ref", "--format=%(objectname)", "refs/remotes/origin/trunk"))
        .isEqualTo(a.ok("rev-parse", "trunk"));
    assertThat(b.ok("rev-list", "--objects", "--no-object-names", "origin/trunk", "--tags"))
        .isEqualTo(a.ok("rev-list", "--objects", "--no-object-names", "trunk", "--tags"));
    b.ok("fsck", "--full", "--strict");
  }

  @Test
  void aFileThatWasCopiedAndThenChangedIsNotABaseOfItself() throws Exception {
    GitBinary b = cloned("b").with("fetch.unpackLimit=1");
    a.commit("copy", Files.readString(a.folder().resolve("dir0/f0")));
    edit("dir0/f0");
    push();
    b.ok("fetch", "--quiet");
    assertSame(b);
  }

  @Test
  void aFileThatWasNamedAsASubmoduleIsSent() throws Exception {
    String blob =
        a.runWith("text\n", "hash-object", "-w", "--stdin").succeeded().line();
    a.ok("update-index", "--add", "--cacheinfo", "160000," + blob + ",sub");
    a.ok("commit", "--quiet", "--message=link");
    push();
    GitBinary b = cloned("b");
    a.ok("update-index", "--cacheinfo", "100644," + blob + ",sub");
    a.ok("commit", "--quiet", "--message=file");
    push();
    b.ok("fetch", "--quiet");
    assertSame(b);
  }

  @Test
  void whoCannotTakeADifferenceGetsFilesWhole() throws Exception {
    GitBinary b = cloned("b");
    edit("dir0/f0");
    push();
    try (Git client = Git.open(b.folder().toFile())) {
      // With a base that is not in the pack, JGit would fail.
      client.fetch().setThin(false).setCheckFetchedObjects(true).call();
    }
    assertSame(b);
  }

  @Test
  void aTagOfWhatIsSentComesAlong() throws Exception {
    GitBinary b = cloned("b");
    edit("dir0/f0");
    a.ok("tag", "--annotate", "--message=1", "v1");
    a.ok("tag", "--annotate", "--message=2", "v2", "v1");
    push();
    b.ok("fetch", "--quiet");
    assertThat(b.ok("rev-parse", "v1", "v2")).isEqualTo(a.ok("rev-parse", "v1", "v2"));
    assertSame(b);
  }

  @Test
  void aFileThatComesBackIsNotADifferenceOfItself() throws Exception {
    GitBinary b = cloned("b");
    String before = Files.readString(a.folder().resolve("dir0/f0"));
    edit("dir0/f0");
    a.commit("dir0/f0", before);
    edit("dir0/f0");
    push();
    b.ok("fetch", "--quiet");
    assertSame(b);
  }

  @Test
  void aHistoryThatWasForgottenIsFetchedWhole() throws Exception {
    GitBinary b = cloned("b");
    a.ok("checkout", "--quiet", "--orphan", "new");
    a.commit("dir0/f0", "all new\n");
    a.ok("branch", "--force", "trunk");
    a.ok("push", "--quiet", "--force", serving.pushUrl(), "trunk");
    b.ok("fetch", "--quiet");
    assertSame(b);
  }

  @RepeatedTest(2)
  void whateverWasDone(RepetitionInfo repetition) throws Exception {
    random = new Random(repetition.getCurrentRepetition());
    List<GitBinary> clients = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      clients.add(cloned("c" + i));
    }
    for (int round = 0; round < ROUNDS; round++) {
      int steps = 1 + random.nextInt(4);
      for (int i = 0; i < steps; i++) {
        step();
      }
      push();
      for (GitBinary client : clients) {
        if (random.nextBoolean() || round == ROUNDS - 1) {
          client.ok("fetch", "--quiet");
          assertSame(client);
        }
      }
    }
  }

  private void step() throws Exception {
    List<String> files = a.ok("ls-files").lines().toList();
    String file = files.get(random.nextInt(files.size()));
    switch (random.nextInt(7)) {
      case 0 -> a.commit("dir" + random.nextInt(3) + "/n" + random.nextInt(99), text(20));
      case 1 -> {
        a.ok("mv", file, "moved" + random.nextInt(9999));
        a.ok("commit", "--quiet", "--message=move");
      }
      case 2 -> {
        a.folder().resolve(file).toFile().setExecutable(random.nextBoolean());
        a.ok("add", file);
        a.ok("commit", "--quiet", "--allow-empty", "--message=mode");
      }
      case 3 -> {
        a.ok("read-tree", "-u", "--reset", "HEAD~2");
        a.ok("commit", "--quiet", "--allow-empty", "--message=back");
      }
      case 4 -> {
        a.ok(
            "update-index", "--add", "--cacheinfo", "160000," + a.ok("rev-parse", "HEAD") + ",sub");
        a.ok("commit", "--quiet", "--allow-empty", "--message=link");
      }
      case 5 -> {
        a.ok("checkout", "--quiet", "-B", "side", "HEAD~2");
        a.commit("side" + random.nextInt(9999), text(30));
        a.ok("checkout", "--quiet", "trunk");
        a.ok("merge", "--quiet", "--no-ff", "--message=merge", "-X", "ours", "side");
      }
      default -> edit(file);
    }
  }
}
