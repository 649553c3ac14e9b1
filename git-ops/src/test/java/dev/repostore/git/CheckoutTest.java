package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repostore.Commit;
import dev.repostore.InvalidRequestException;
import dev.repostore.Person;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutTest {

  private static final Person ADA = new Person("Ada \u00c4", "ada@example.org");
  private static final Person BOB = new Person("Bob", "bob@example.org");

  @TempDir
  Path root;

  private Path folder;
  private Checkout checkout;
  private RealGit git;

  @BeforeEach
  void init() throws Exception {
    checkout = Checkout.init(Workspace.at(root), Path.of("work"), "trunk");
    folder = checkout.folder();
    git = new RealGit(folder);
  }

  @AfterEach
  void close() {
    checkout.close();
  }

  @Test
  void theFirstCommitIsWhatGitWouldMake() throws Exception {
    Status empty = checkout.status();
    assertThat(empty.clean()).isTrue();
    assertThat(empty.branch()).isEqualTo("trunk");
    assertThat(empty.head()).isNull();
    Files.writeString(folder.resolve("a file.txt"), "one\n");
    Files.createDirectories(folder.resolve("d\u00efr/\ud83d\ude00"));
    Files.writeString(folder.resolve("d\u00efr/\ud83d\ude00/x\ny"), "two\n");
    Path script = Files.writeString(folder.resolve("run.sh"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createSymbolicLink(folder.resolve("link"), Path.of("/etc/passwd"));
    Files.write(folder.resolve("bytes"), new byte[] {0, 1, (byte) 0xff, '\r', '\n'});
    assertThat(checkout.status().untracked())
        .containsExactly("a file.txt", "bytes", "d\u00efr/\ud83d\ude00/x\ny", "link", "run.sh");
    checkout.stageAll();
    Commit made = checkout.commit(CreateCommit.of("Add files\n\n\nwith a body  \n\n")
        .withAuthor(ADA)
        .withCommitter(BOB)
        .withAuthoredAt(Instant.parse("2020-02-03T04:05:06Z"))
        .withTrailer("Co-authored-by", "Eve <eve@example.org>"));
    git.requireSoundAndClean();
    assertThat(checkout.status().clean()).isTrue();
    assertThat(git.run("log", "--format=%H%n%an%n%ae%n%cn%n%aI%n%B").stripTrailing())
        .isEqualTo(made.hash() + "\nAda \u00c4\nada@example.org\nBob\n2020-02-03T04:05:06+00:00\n"
            + "Add files\n\nwith a body\n\nCo-authored-by: Eve <eve@example.org>");
    assertThat(git.run("cat-file", "-p", "HEAD:run.sh")).isEqualTo("#!/bin/sh");
    assertThat(git.lines("ls-tree", "-r", "HEAD"))
        .anyMatch(l -> l.startsWith("100755") && l.endsWith("run.sh"))
        .anyMatch(l -> l.startsWith("120000") && l.endsWith("link"));
    assertThat(git.run("reflog", "-1")).contains("commit (initial): Add files");
  }

  @Test
  void aTimeThatGitDoesNotKnowIsRefused() throws Exception {
    CreateCommit request = CreateCommit.of("x").withCommitter(BOB).withAllowEmpty(true);
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> request.withAuthoredAt(Instant.EPOCH.minusSeconds(1)))
        .satisfies(e -> assertThat(e.field()).hasValue("authored_at"));
    for (Instant when : List.of(Instant.EPOCH, Instant.parse("9999-12-31T23:59:59Z"))) {
      checkout.commit(request.withAuthoredAt(when));
      git.requireSoundAndClean();
      assertThat(git.run("log", "-1", "--format=%at")).isEqualTo("" + when.getEpochSecond());
    }
  }

  @Test
  void aTrailerThatIsThereIsNotWrittenTwice() throws Exception {
    CreateCommit request = CreateCommit.of("x").withCommitter(BOB).withAllowEmpty(true);
    checkout.commit(request.withTrailer("A", "1").withTrailer("B", "2"));
    CreateCommit again = CreateCommit.amending().withCommitter(BOB);
    checkout.commit(again.withTrailer("B", "2"));
    assertThat(git.run("log", "-1", "--format=%B").strip()).isEqualTo("x\n\nA: 1\nB: 2");
    git.run("config", "user.name", "Git");
    git.run("config", "user.email", "git@example.org");
    for (String value : List.of("2", "1")) {
      git.run("commit", "-q", "--amend", "--no-edit", "--allow-empty", "--trailer", "A: " + value);
      String theirs = git.run("log", "-1", "--format=%B");
      git.run("reset", "-q", "--soft", "HEAD@{1}");
      checkout.commit(again.withTrailer("A", value));
      assertThat(git.run("log", "-1", "--format=%B")).isEqualTo(theirs);
    }
  }

  @Test
  void changesAreStagedAndCommitted() throws Exception {
    Files.writeString(folder.resolve("kept"), "kept");
    Files.writeString(folder.resolve("changed"), "before");
    Files.writeString(folder.resolve("gone"), "gone");
    Files.createDirectories(folder.resolve("sub/deep"));
    Files.writeString(folder.resolve("sub/deep/a"), "a");
    Files.writeString(folder.resolve("sub/b"), "b");
    checkout.stageAll();
    checkout.commit(CreateCommit.of("First").withCommitter(ADA));
    Files.writeString(folder.resolve("changed"), "after!");
    Files.delete(folder.resolve("gone"));
    Files.writeString(folder.resolve("new"), "new");
    Files.delete(folder.resolve("sub/deep/a"));
    Files.delete(folder.resolve("sub/deep"));
    Files.writeString(folder.resolve("sub/deep"), "a file now");
    Status status = checkout.status();
    assertThat(status.unstaged())
        .extracting(c -> c.type() + " " + c.path())
        .containsExactly("MODIFIED changed", "DELETED gone", "DELETED sub/deep/a");
    assertThat(status.untracked()).containsExactly("new", "sub/deep");
    checkout.stage("changed", "gone");
    assertThat(checkout.status().staged())
        .extracting(c -> c.type() + " " + c.path())
        .containsExactly("MODIFIED changed", "DELETED gone");
    checkout.stage("sub");
    checkout.commit(CreateCommit.of("Second").withCommitter(ADA));
    assertThat(git.lines("status", "--porcelain")).containsExactly("?? new");
    assertThat(git.lines("diff", "--name-status", "HEAD~", "HEAD"))
        .containsExactly("M\tchanged", "D\tgone", "A\tsub/deep", "D\tsub/deep/a");
    git.run("fsck", "--strict");
    assertThatExceptionOfType(NothingToCommitException.class)
        .isThrownBy(() -> checkout.commit(CreateCommit.of("Nothing").withCommitter(ADA)));
    checkout.commit(CreateCommit.of("Empty").withCommitter(ADA).withAllowEmpty(true));
    checkout.stage("new");
    Commit amended = checkout.commit(CreateCommit.amending().withCommitter(BOB));
    assertThat(amended.message()).isEqualTo("Empty");
    assertThat(amended.author()).isEqualTo(ADA);
    assertThat(amended.committer()).isEqualTo(BOB);
    assertThat(git.run("rev-list", "--count", "HEAD")).isEqualTo("3");
    git.requireSoundAndClean();
  }

  @Test
  void whatCannotBeStagedIsSaid() throws Exception {
    Files.writeString(folder.resolve(".gitignore"), "ignored\n");
    Files.writeString(folder.resolve("ignored"), "x");
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> checkout.stage("nothing"))
        .withMessageContaining("no file 'nothing'");
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> checkout.stage("ignored"))
        .withMessageContaining("told to ignore");
    for (String path : new String[] {"../x", "/etc/passwd", ".git/config", "a/.GIT/x"}) {
      assertThatExceptionOfType(PathRefusedException.class).isThrownBy(() -> checkout.stage(path));
    }
    assertThat(checkout.status().untracked()).containsExactly(".gitignore");
  }

  @Test
  void nothingIsCommittedByNobody() throws Exception {
    Files.writeString(folder.resolve("a"), "x");
    checkout.stage("a");
    git.run("config", "user.name", "Set");
    git.run("config", "user.email", "set@example.org");
    assertThat(checkout.commit(CreateCommit.of("As set")).committer())
        .isEqualTo(new Person("Set", "set@example.org"));
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> checkout.commit(
            CreateCommit.of("x").withAllowEmpty(true).withCommitter(new Person("A\nB", "a"))));
  }

  @Test
  void unstagedFilesStayAsTheyAre() throws Exception {
    Files.writeString(folder.resolve("a"), "1");
    Files.writeString(folder.resolve("b"), "1");
    checkout.stageAll();
    checkout.unstage("b");
    checkout.commit(CreateCommit.of("a").withCommitter(ADA));
    Files.writeString(folder.resolve("a"), "2!");
    Files.delete(folder.resolve("b"));
    checkout.stageAll();
    checkout.unstage("a");
    assertThat(git.lines("status", "--porcelain")).containsExactly(" M a");
    assertThat(folder.resolve("a")).hasContent("2!");
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> checkout.unstage("nothing"));
  }

  @Test
  void threadsTakeTurns() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Future<Commit>> made = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String name = "f" + i;
      made.add(threads.submit(() -> {
        Files.writeString(folder.resolve(name), name);
        checkout.stage(name);
        return checkout.commit(CreateCommit.of(name).withCommitter(ADA).withAllowEmpty(true));
      }));
    }
    for (Future<Commit> each : made) {
      each.get(60, TimeUnit.SECONDS);
    }
    threads.shutdown();
    assertThat(checkout.log(Log.head())).hasSize(20);
    assertThat(git.lines("ls-files")).hasSize(20);
    git.requireSoundAndClean();
  }

  @Test
  void afterCloseNothingWorks() {
    checkout.close();
    checkout.close();
    assertThatExceptionOfType(CheckoutUnusableException.class)
        .isThrownBy(() -> checkout.status())
        .withMessageContaining("closed");
    assertThatExceptionOfType(CheckoutUnusableException.class)
        .isThrownBy(() -> Checkout.open(Workspace.at(root), Path.of("elsewhere")))
        .withMessageContaining("no Git repository");
  }
}
