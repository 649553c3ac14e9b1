package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.repostore.Commit;
import dev.repostore.InvalidRequestException;
import dev.repostore.Person;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RemoteCommittingTest {

  private static final Person ANN = new Person("Ann", "ann@example.org");

  @TempDir
  Path folder;

  private WireFixture fixture;
  private GitRemote remote;
  private RealGit bare;

  @BeforeEach
  void start() throws Exception {
    fixture = new WireFixture(folder).served();
    fixture.server.repository().getConfig().setBoolean("uploadpack", null, "allowFilter", true);
    fixture.server.repository().getConfig().save();
    remote = fixture.remote;
    bare = new RealGit(folder.resolve("bare"));
  }

  @AfterEach
  void stop() throws Exception {
    assertThat(fixture.store.alive()).isEmpty();
    assertThat(bare.run("fsck", "--strict", "--no-dangling")).isEmpty();
    fixture.close();
  }

  @Test
  void oneCommitOfManyChanges() throws Exception {
    String before = fixture.served("refs/heads/trunk");
    Commit made = remote.commit(CommitFiles.on("trunk", "Rework")
        .with(FileChange.put("new/dëep/ file.txt", "text"))
        .with(FileChange.putExecutable("run.sh", new byte[] {'x'}))
        .with(FileChange.link("to-a", "a.txt"))
        .with(FileChange.rename("b", "moved"))
        .with(FileChange.put("zeros", new byte[] {0, 1, 0, '\r', '\n'}))
        .with(FileChange.delete("a.txt"))
        .withCommitter(new Person("Com", "com@example.org"))
        .withAuthor(new Person("Aut", "aut@example.org"))
        .withTrailer("Reviewed-by", "R"));
    assertThat(fixture.served("refs/heads/trunk")).isEqualTo(made.hash());
    assertThat(made.parents()).containsExactly(before);
    assertThat(bare.parts(
            "-c",
            "core.quotePath=false",
            "ls-tree",
            "-rz",
            "--format=%(objectmode) %(path)",
            "trunk"))
        .containsExactly(
            "100644 moved/c.bin",
            "100644 new/dëep/ file.txt",
            "100755 run.sh",
            "120000 to-a",
            "100644 zeros");
    assertThat(bare.bytes("cat-file", "blob", "trunk:zeros"))
        .isEqualTo(new byte[] {0, 1, 0, '\r', '\n'});
    assertThat(bare.run("log", "-1", "--format=%an %ae %cn %ce%n%B", "trunk"))
        .isEqualTo("Aut aut@example.org Com com@example.org\nRework\n\nReviewed-by: R\n");
    assertThat(made.message()).isEqualTo("Rework\n\nReviewed-by: R");
  }

  @Test
  void aFileKeepsItsModeAndALargeOneItsBytes() throws Exception {
    byte[] large = WireFixture.noise(30 << 20);
    Path file = Files.write(folder.resolve("large"), large);
    remote.commit(CommitFiles.on("trunk", "x")
        .withCommitter(ANN)
        .with(FileChange.putExecutable("run.sh", new byte[] {'x'})));
    remote.commit(CommitFiles.on("trunk", "y")
        .withCommitter(ANN)
        .with(FileChange.put("run.sh", "y"))
        .with(FileChange.put("large.bin", file)));
    assertThat(bare.run("ls-tree", "trunk", "run.sh")).startsWith("100755");
    assertThat(bare.bytes("cat-file", "blob", "trunk:large.bin")).isEqualTo(large);
  }

  @Test
  void theFirstCommitOfAnEmptyRepo() throws Exception {
    try (TinyGitServer empty = new TinyGitServer(folder.resolve("empty"))) {
      Commit made = GitRemote.at(empty.url())
          .commit(CommitFiles.on("trunk", "Start")
              .withCommitter(ANN)
              .with(FileChange.put("a", "b"))
              .onlyIfNew());
      assertThat(made.parents()).isEmpty();
      assertThat(GitRemote.at(empty.url()).refs()).containsEntry("refs/heads/trunk", made.hash());
    }
  }

  @Test
  void aNewBranchStartsWhereItIsTold() throws Exception {
    Commit fromDefault =
        remote.commit(CommitFiles.on("one", "x").withCommitter(ANN).with(FileChange.put("x", "x")));
    assertThat(fromDefault.parents()).containsExactly(fixture.served("refs/heads/trunk"));
    Commit fromTag = remote.commit(CommitFiles.on("two", "x")
        .withCommitter(ANN)
        .withFrom("v1")
        .with(FileChange.put("x", "x")));
    assertThat(fromTag.parents()).containsExactly(fixture.served("refs/tags/v1^{commit}"));
    assertThatExceptionOfType(RevisionNotFoundException.class)
        .isThrownBy(() -> remote.commit(CommitFiles.on("three", "x")
            .withCommitter(ANN)
            .withFrom("nope")
            .with(FileChange.put("x", "x"))));
  }

  @Test
  void aHeadThatMovedIsTold() throws Exception {
    String seen = fixture.served("refs/heads/trunk");
    CommitFiles request = CommitFiles.on("trunk", "x").withCommitter(ANN).withExpectedHead(seen);
    Commit won = remote.commit(request.with(FileChange.put("one", "1")));
    HeadMovedException lost = catchThrowableOfType(
        HeadMovedException.class, () -> remote.commit(request.with(FileChange.put("two", "2"))));
    assertThat(lost.head()).contains(won.hash());
    assertThat(lost).hasMessageContaining(seen).hasMessageContaining(won.hash());
    assertThatExceptionOfType(HeadMovedException.class)
        .isThrownBy(() -> remote.commit(CommitFiles.on("trunk", "x")
            .withCommitter(ANN)
            .onlyIfNew()
            .with(FileChange.put("two", "2"))));
    assertThat(fixture.served("refs/heads/trunk")).isEqualTo(won.hash());
  }

  @Test
  void aRetryGoesOnTopUnlessPathsCollide() throws Exception {
    String seen = fixture.served("refs/heads/trunk");
    CommitFiles request =
        CommitFiles.on("trunk", "x").withCommitter(ANN).withExpectedHead(seen).withRetries(3);
    Commit first = remote.commit(request.with(FileChange.put("one", "1")));
    Commit second = remote.commit(request.with(FileChange.put("two", "2")));
    assertThat(second.parents()).containsExactly(first.hash());
    for (FileChange collides : List.of(
        FileChange.put("one", "other"),
        FileChange.put("one/below", "other"),
        FileChange.rename("a.txt", "two"))) {
      assertThatExceptionOfType(HeadMovedException.class)
          .isThrownBy(() -> remote.commit(request.with(collides)));
    }
    assertThat(fixture.served("refs/heads/trunk")).isEqualTo(second.hash());
  }

  @Test
  void ofManyWritersWithOneHeadOneWins() throws Exception {
    String seen = fixture.served("refs/heads/trunk");
    ExecutorService pool = Executors.newFixedThreadPool(4);
    CountDownLatch go = new CountDownLatch(1);
    List<Future<Object>> writers = java.util.stream.IntStream.range(0, 4)
        .mapToObj(i -> pool.submit(() -> {
          go.await();
          try {
            return (Object) GitRemote.at(fixture.server.url())
                .commit(CommitFiles.on("trunk", "x")
                    .withCommitter(ANN)
                    .withExpectedHead(seen)
                    .with(FileChange.put("file" + i, "" + i)));
          } catch (HeadMovedException lost) {
            return lost;
          }
        }))
        .toList();
    go.countDown();
    Commit won = null;
    int lost = 0;
    for (Future<Object> writer : writers) {
      Object end = writer.get(30, TimeUnit.SECONDS);
      if (end instanceof Commit commit) {
        assertThat(won).isNull();
        won = commit;
      } else {
        lost++;
      }
    }
    pool.shutdown();
    assertThat(lost).isEqualTo(3);
    assertThat(fixture.served("refs/heads/trunk")).isEqualTo(won.hash());
  }

  @Test
  void allRetriersGetIn() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(3);
    List<Future<Commit>> writers = java.util.stream.IntStream.range(0, 6)
        .mapToObj(i -> pool.submit(() -> GitRemote.at(fixture.server.url())
            .commit(CommitFiles.on("trunk", "x")
                .withCommitter(ANN)
                .withRetries(CommitFiles.MOST_RETRIES)
                .with(FileChange.put("file" + i, "" + i)))))
        .toList();
    for (Future<Commit> writer : writers) {
      writer.get(40, TimeUnit.SECONDS);
    }
    pool.shutdown();
    assertThat(bare.lines("ls-tree", "--name-only", "trunk"))
        .contains("file0", "file1", "file2", "file3", "file4", "file5");
    assertThat(bare.run("rev-list", "--count", "trunk")).isEqualTo("9");
  }

  @Test
  void severalBranchesInOnePush() throws Exception {
    List<Commit> made = remote.commit(List.of(
        CommitFiles.on("trunk", "x").withCommitter(ANN).with(FileChange.put("x", "x")),
        CommitFiles.on("side", "y").withCommitter(ANN).with(FileChange.put("y", "y"))));
    assertThat(fixture.served("refs/heads/trunk")).isEqualTo(made.get(0).hash());
    assertThat(fixture.served("refs/heads/side")).isEqualTo(made.get(1).hash());
    String trunk = made.get(0).hash();
    assertThatExceptionOfType(HeadMovedException.class)
        .isThrownBy(() -> remote.commit(List.of(
            CommitFiles.on("trunk", "x").withCommitter(ANN).with(FileChange.put("x", "x2")),
            CommitFiles.on("side", "y")
                .withCommitter(ANN)
                .withExpectedHead(trunk)
                .with(FileChange.put("y", "y2")))));
    assertThat(fixture.served("refs/heads/trunk")).isEqualTo(trunk);
  }

  @Test
  void headIsNoBranch() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> CommitFiles.on("HEAD", "a commit"))
        .satisfies(e -> assertThat(e.field()).contains("branch"));
  }

  @Test
  void branchesOfOnePushAreTriedAgainTogether() throws Exception {
    String trunk = fixture.served("refs/heads/trunk");
    CommitFiles x = CommitFiles.on("trunk", "x").withCommitter(ANN).with(FileChange.put("x", "x"));
    CommitFiles y = CommitFiles.on("side", "y")
        .withCommitter(ANN)
        .with(FileChange.put("y", "y"))
        .withRetries(3);
    fixture.store.made().clear();
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> remote.commit(List.of(x, y)))
        .withMessageContaining("'trunk' and 'side' are to be tried again 0 and 3 times")
        .satisfies(e -> assertThat(e.field()).contains("retries"));
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> remote.commit(List.of(x, x.withExpectedHead(trunk))))
        .satisfies(e -> assertThat(e.field()).contains("branch"));
    assertThat(remote.commit(List.of())).isEmpty();
    assertThat(fixture.store.made()).as("nothing was asked").isEmpty();
    assertThat(fixture.served("refs/heads/trunk")).isEqualTo(trunk);

    List<CommitFiles> both = List.of(x.withRetries(3).withExpectedHead(trunk), y);
    remote.commit(
        CommitFiles.on("trunk", "first").withCommitter(ANN).with(FileChange.put("first", "1")));
    assertThat(remote.commit(both)).hasSize(2);
    assertThat(bare.lines("log", "--format=%s", "-2", "trunk")).containsExactly("x", "first");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "../x",
        "a/../../x",
        ".git/config",
        ".GIT/hooks/x",
        "a/.g\u200cit/x",
        "git~1/x",
        "a//b",
        "",
        "a/",
        "C:/x"
      })
  void pathsThatWouldHarmAreRefused(String path) {
    for (Runnable change : List.<Runnable>of(
        () -> FileChange.put(path, "x"),
        () -> FileChange.link(path, "x"),
        () -> FileChange.delete(path),
        () -> FileChange.rename("a.txt", path))) {
      assertThatExceptionOfType(PathRefusedException.class).isThrownBy(change::run);
    }
  }

  @Test
  void changesThatMakeNoSense() {
    for (FileChange change : List.of(
        FileChange.delete("nope"),
        FileChange.rename("nope", "x"),
        FileChange.rename("a.txt", "b"),
        FileChange.put("b", "over a folder"),
        FileChange.put("a.txt/below", "x"))) {
      assertThatExceptionOfType(InvalidRequestException.class)
          .isThrownBy(() ->
              remote.commit(CommitFiles.on("trunk", "x").withCommitter(ANN).with(change)))
          .satisfies(e -> assertThat(e.field()).contains("path"));
    }
    assertThatExceptionOfType(NothingToCommitException.class)
        .isThrownBy(() -> remote.commit(CommitFiles.on("trunk", "x")
            .withCommitter(ANN)
            .with(FileChange.put("a.txt", "second"))));
  }

  @Test
  void noFileIsFetchedForACommit() {
    fixture.wire.reset();
    remote.commit(CommitFiles.on("trunk", "x").withCommitter(ANN).with(FileChange.put("x", "x")));
    assertThat(fixture.wire.received()).isLessThan(20_000);
  }

  @Test
  void aBranchMayBeNamedInFull() throws Exception {
    Commit made = remote.commit(
        CommitFiles.on("refs/heads/trunk", "x").withCommitter(ANN).with(FileChange.put("x", "x")));
    assertThat(fixture.served("refs/heads/trunk")).isEqualTo(made.hash());
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> CommitFiles.on("refs/tags/v9", "x"))
        .satisfies(e -> assertThat(e.field()).hasValue("branch"));
  }

  @Test
  void aFileThatIsNotHereIsNamed() {
    CommitFiles request = CommitFiles.on("trunk", "x")
        .withCommitter(ANN)
        .with(FileChange.put("x", folder.resolve("none")));
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> remote.commit(request))
        .withMessageContaining("'x' is to have the content of")
        .satisfies(e -> assertThat(e.field()).hasValue("changes"));
  }
}
