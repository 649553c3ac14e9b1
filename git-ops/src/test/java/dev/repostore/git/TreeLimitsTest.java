package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeLimitsTest {

  @TempDir
  Path root;

  private RealGit git;

  @BeforeEach
  void init() throws Exception {
    git = RealGit.init(root.toRealPath().resolve("work"), "trunk");
    for (int i = 0; i < 5; i++) {
      Files.writeString(git.folder().resolve("f" + i), "12345678".repeat(i + 1));
    }
    git.run("add", "-A");
    git.run("commit", "-q", "-m", "five files");
  }

  private void refused(GitLimits limits, String limit) {
    Path clone = root.resolve("clone");
    assertThatExceptionOfType(GitLimitException.class)
        .isThrownBy(() -> GitRemote.at(git.folder().toUri())
            .allowing(RemoteKind.FILE)
            .withLimits(limits)
            .cloneInto(clone))
        .satisfies(e -> assertThat(e.limit()).isEqualTo(limit));
    assertThat(clone).doesNotExist();
  }

  @Test
  void tooManyOrTooLargeFilesLeaveNothing() throws Exception {
    refused(GitLimits.none().withFiles(4), "files");
    refused(GitLimits.none().withFileBytes(39), "fileBytes");
    Path clone = root.resolve("clone");
    GitRemote.at(git.folder().toUri())
        .allowing(RemoteKind.FILE)
        .withLimits(GitLimits.none().withFiles(5).withFileBytes(40))
        .cloneInto(clone);
    new RealGit(clone.toRealPath()).requireSoundAndClean();
  }

  /** Ten trees of ten, one in another, stand for ten thousand million files. */
  @Test
  void aTreeThatUnfoldsWithoutEndIsRefused() throws Exception {
    String inner = git.run("rev-parse", "HEAD^{tree}");
    for (int level = 0; level < 10; level++) {
      ByteArrayOutputStream raw = new ByteArrayOutputStream();
      for (int i = 0; i < 10; i++) {
        raw.writeBytes(("40000 d" + i + "\0").getBytes(StandardCharsets.UTF_8));
        raw.writeBytes(HexFormat.of().parseHex(inner));
      }
      inner = new String(
              git.bytes(raw.toByteArray(), "hash-object", "-t", "tree", "-w", "--stdin"),
              StandardCharsets.UTF_8)
          .strip();
    }
    git.run("update-ref", "refs/heads/bomb", git.run("commit-tree", "-m", "bomb", inner));
    try (Checkout checkout = Checkout.open(Workspace.at(root), Path.of("work"))) {
      assertThatExceptionOfType(GitLimitException.class)
          .isThrownBy(() -> checkout.switchTo("bomb"));
      assertThat(checkout.status().clean()).isTrue();
    }
    GitRemote few = GitRemote.at(git.folder().toUri())
        .allowing(RemoteKind.FILE)
        .withLimits(GitLimits.none().withFiles(1000));
    try (Snapshot bomb = few.read("bomb")) {
      assertThat(bomb.list("")).hasSize(10);
      tooMany(bomb::files);
      tooMany(() -> bomb.grep(Grep.text("1")));
    }
    tooMany(() -> few.diff(Diff.between("trunk", "bomb")));
    Repository repository = org.eclipse.jgit.api.Git.open(git.folder().toFile()).getRepository();
    NoBomb most = new NoBomb(NoBomb::notInterrupted, 1000);
    tooMany(() -> new DiffWork(repository, Diff.between("trunk", "bomb"), most).make());
    repository.close();
  }

  private static void tooMany(ThrowingCallable work) {
    assertThatExceptionOfType(GitLimitException.class)
        .isThrownBy(work)
        .satisfies(e -> assertThat(e.limit()).isEqualTo("files"));
  }
}
