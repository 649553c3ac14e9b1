package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real git pushes, and what is kept of it. */
class PushTest {

  @TempDir
  Path data;

  @TempDir
  Path work;

  private GitServing serving;
  private GitBinary a;

  @BeforeEach
  void serve() throws Exception {
    serving = new GitServing(
        data,
        settings ->
            settings.withLimits(new HostLimits(1 << 20, 4 << 20, 2000, Duration.ofMinutes(1))));
    new GitBinary(work).ok("init", "--quiet", "--initial-branch=trunk", "a");
    a = new GitBinary(work.resolve("a"));
  }

  @AfterEach
  void stop() throws Exception {
    serving.close();
  }

  private String push(String... what) throws Exception {
    return a.run(Stream.concat(Stream.of("push", serving.pushUrl()), Stream.of(what))
            .toArray(String[]::new))
        .output();
  }

  private List<String> refs() throws Exception {
    return a.ok("ls-remote", serving.pushUrl())
        .lines()
        .map(line -> line.substring(41))
        .toList();
  }

  private List<Path> objectFiles() throws IOException {
    try (Stream<Path> files = Files.walk(serving.folder().resolve("objects"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private List<Path> temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("tmp"))) {
      return files.toList();
    }
  }

  @Test
  void historyIsRewrittenAndBranchesAreDeleted() throws Exception {
    a.commit("f", "1");
    String second = a.commit("f", "2");
    push("trunk", "trunk:refs/heads/other");
    a.ok("reset", "--quiet", "--hard", "HEAD~1");
    String rewritten = a.commit("f", "3");

    assertThat(push("trunk")).contains("non-fast-forward");
    push("+trunk", ":other");

    assertThat(rewritten).isNotEqualTo(second);
    assertThat(a.ok("ls-remote", serving.pushUrl()))
        .isEqualTo(rewritten + "\tHEAD\n" + rewritten + "\trefs/heads/trunk");
  }

  @Test
  void refsOfAnyNameAreTaken() throws Exception {
    a.commit("f", "1");
    a.ok("notes", "add", "--message=note");
    a.ok("tag", "--annotate", "--message=t", "v1");
    push("trunk", "trunk:refs/pull/1/head", "refs/notes/commits", "v1", "trunk:refs/custom/x/y");

    assertThat(refs())
        .containsExactly(
            "HEAD",
            "refs/custom/x/y",
            "refs/heads/trunk",
            "refs/notes/commits",
            "refs/pull/1/head",
            "refs/tags/v1",
            "refs/tags/v1^{}");
  }

  @Test
  void refsThatCannotBeAreRefusedOneByOne() throws Exception {
    a.commit("f", "1");
    String said = push("trunk", "trunk:refs/heads/trunk/below");

    assertThat(said).contains("conflicts with refs/heads/trunk");
    assertThat(refs()).containsExactly("HEAD", "refs/heads/trunk");
    assertThat(push("trunk:refs/heads/new", "HEAD:refs/heads/new/x")).contains("conflicts");
  }

  @Test
  void branchIsACommit() throws Exception {
    a.commit("f", "1");
    assertThat(push("HEAD^{tree}:refs/tags/tree", "HEAD^{tree}:refs/heads/tree"))
        .contains("a branch is a commit");
    assertThat(refs()).containsExactly("refs/tags/tree");
  }

  @Test
  void atomicPushIsAllOrNothing() throws Exception {
    a.commit("f", "1");
    push("trunk");
    assertThat(push("--atomic", "trunk:refs/heads/b", "trunk:refs/heads/trunk/c"))
        .contains("atomic push failed");
    assertThat(refs()).containsExactly("HEAD", "refs/heads/trunk");

    push("--atomic", "trunk:refs/heads/b", "trunk:refs/heads/c", ":refs/heads/b");
    push("--atomic", "trunk:refs/heads/d", "trunk:refs/heads/e");
    assertThat(refs()).contains("refs/heads/d", "refs/heads/e");
  }

  @Test
  void defaultBranchIsNotDeleted() throws Exception {
    a.commit("f", "1");
    push("trunk");
    assertThat(push(":trunk")).contains("deletion of the default branch prohibited");
    assertThat(refs()).containsExactly("HEAD", "refs/heads/trunk");
  }

  @Test
  void pushIsRecorded() throws Exception {
    a.commit("f", "1");
    serving.clock.advance(Duration.ofMinutes(5));
    assertThat(push("trunk:refs/heads/x", "trunk:refs/heads/x/y")).contains("conflicts");
    serving.clock.advance(Duration.ofMinutes(5));
    push("trunk:refs/heads/x/y");

    assertThat(serving.host.repo(serving.repo.id()).orElseThrow().lastPushAt())
        .isEqualTo(TestClock.START.plus(Duration.ofMinutes(5)));
  }

  @Test
  void fileThatIsTooLargeIsRefused() throws Exception {
    a.commit("f", "1");
    push("trunk");
    List<Path> before = objectFiles();
    byte[] random = new byte[(1 << 20) + 1];
    new Random(1).nextBytes(random);
    for (byte[] content : List.of(new byte[(1 << 20) + 1], random)) {
      Files.write(a.folder().resolve("big"), content);
      a.ok("add", "big");
      a.ok("commit", "--quiet", "--message=big");

      assertThat(push("trunk")).contains("larger than the 1 MiB this host takes");
      assertThat(objectFiles()).isEqualTo(before);
      assertThat(temporaryFiles()).isEmpty();
    }
  }

  @Test
  void pushThatWouldMakeTheRepoTooLargeIsRefused() throws Exception {
    Random random = new Random(1);
    for (int i = 0; i < 10; i++) {
      byte[] content = new byte[900_000];
      random.nextBytes(content);
      Files.write(a.folder().resolve("part" + i), content);
    }
    a.commit("f", "1");

    assertThat(push("trunk")).contains("of the 4 MiB a repo may take");
    assertThat(objectFiles()).isEmpty();
    assertThat(temporaryFiles()).isEmpty();
  }

  @Test
  void smallPushesDoNotMakeTheRepoTooLargeEither() throws Exception {
    Random random = new Random(1);
    int taken = 0;
    while (taken < 20) {
      byte[] content = new byte[400_000];
      random.nextBytes(content);
      Files.write(a.folder().resolve("part"), content);
      a.commit("f", "push " + taken);
      if (push("trunk").contains("of the 4 MiB a repo may take")) {
        break;
      }
      taken++;
    }

    assertThat(taken).isEqualTo(10);
    assertThat(objectBytes()).isBetween(10 * 400_000L, 4L << 20);
  }

  @Test
  void smallPushesThatUnpackToMuchCountAsWhatTheyUnpackTo() throws Exception {
    byte[] content = new byte[1 << 20];
    new Random(1).nextBytes(content);
    int taken = 0;
    while (taken < 10) {
      content[0]++;
      Files.write(a.folder().resolve("part"), content);
      a.commit("f", "push " + taken);
      // From the second on, a difference of some bytes is sent.
      if (push("trunk").contains("of the 4 MiB a repo may take")) {
        break;
      }
      taken++;
    }

    assertThat(taken).isEqualTo(3);
    assertThat(objectBytes()).isBetween(3L << 20, 4L << 20);
  }

  @Test
  void whatCompressesWellIsCountedAsWhatItTakes() throws Exception {
    for (int i = 0; i < 8; i++) {
      a.commit("f", ("line " + i + "\n").repeat(140_000));
      assertThat(push("trunk")).contains("trunk -> trunk");
    }
    assertThat(objectBytes()).isLessThan(1 << 20);
  }

  private long objectBytes() throws IOException {
    long sum = 0;
    for (Path file : objectFiles()) {
      sum += Files.size(file);
    }
    return sum;
  }

  @Test
  void largePushIsOnePack() throws Exception {
    for (int i = 0; i < 150; i++) {
      Files.writeString(a.folder().resolve("file" + i), "text " + i);
    }
    String commit = a.commit("f", "1");
    push("trunk");
    for (int i = 0; i < 150; i++) {
      Files.writeString(a.folder().resolve("file" + i), "text " + i + " changed");
    }
    String next = a.commit("f", "2");
    push("trunk");

    assertThat(objectFiles()).hasSize(4).allMatch(f -> f.toString().contains("/pack/pack-"));
    assertThat(temporaryFiles()).isEmpty();
    assertThat(a.ok("fetch", serving.pushUrl(), next, commit)).isNotNull();
  }

  @Test
  void smallPushesDoNotPileUpPacks() throws Exception {
    for (int i = 0; i < 3; i++) {
      a.commit("f", "line\n".repeat(100) + i);
      push("trunk");
    }
    assertThat(objectFiles()).hasSize(9).noneMatch(f -> f.toString().contains("/pack/"));
    new GitBinary(serving.folder()).ok("fsck", "--strict", "--full");
  }

  @Test
  void pathsThatWouldHarmAReaderAreRefused() throws Exception {
    String blob = a.runWith("x", "hash-object", "-w", "--stdin").line();
    for (String name : List.of(".git", ".GIT", "..", "git~1")) {
      String tree = "100644 blob " + blob + "\t" + name + "\n";
      String id = a.runWith(tree, "mktree").line();
      String commit = a.ok("commit-tree", "-m", "evil", id);

      assertThat(push(commit + ":refs/heads/evil")).contains("is refused").contains("invalid name");
    }
    assertThat(objectFiles()).isEmpty();
  }

  @Test
  void manyRefsAreTakenAtOnce() throws Exception {
    String commit = a.commit("f", "1");
    StringBuilder refs = new StringBuilder("# pack-refs with: peeled fully-peeled sorted \n");
    for (int i = 1000; i < 1500; i++) {
      refs.append(commit).append(" refs/heads/b").append(i).append('\n');
    }
    Files.writeString(a.folder().resolve(".git/packed-refs"), refs);
    a.ok("push", "--quiet", serving.pushUrl(), "refs/heads/*:refs/heads/*");
    assertThat(refs()).hasSize(502);

    a.ok("push", "--quiet", serving.pushUrl(), ":refs/heads/b1000");
    a.ok("push", "--quiet", serving.pushUrl(), "trunk:refs/heads/b1000/x");
    assertThat(refs()).contains("refs/heads/b1000/x").hasSize(502);
  }
}
