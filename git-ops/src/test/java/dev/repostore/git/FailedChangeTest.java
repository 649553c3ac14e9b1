package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file cannot be written in the middle of a change of many: all of them are as they were. */
@Timeout(60)
class FailedChangeTest {

  @TempDir
  Path root;

  private RealGit git;

  @BeforeEach
  void init() throws Exception {
    git = RealGit.init(root.toRealPath().resolve("work"), "trunk");
    for (String name : new String[] {"a", "b", "d/kept", "gone/x", "z"}) {
      git.write(name, "old " + name + "\n");
    }
    git.run("add", "-A");
    git.run("commit", "-q", "-m", "old");
    git.run("checkout", "-q", "-b", "new");
    git.run("rm", "-q", "-r", "gone");
    for (String name : new String[] {"a", "added/a", "b", "d/kept", "m/n/o", "z"}) {
      git.write(name, "new " + name + "\n");
    }
    git.run("add", "-A");
    git.run("commit", "-q", "-m", "new");
    git.run("checkout", "-q", "trunk");
  }

  /** What of the new branch cannot be read is as good as what cannot be written. */
  private void lose(String file) throws Exception {
    String id = git.run("rev-parse", "new:" + file);
    Path object =
        git.folder().resolve(".git/objects/" + id.substring(0, 2) + "/" + id.substring(2));
    Files.setPosixFilePermissions(object, PosixFilePermissions.fromString("rw-------"));
    Files.delete(object);
  }

  private void failsAndChangesNothing(ThrowingCallable work) throws Exception {
    String head = git.run("rev-parse", "HEAD");
    Throwable failed = catchThrowable(work);
    assertThat(failed).isInstanceOf(CheckoutUnusableException.class);
    assertThat(git.run("rev-parse", "HEAD")).isEqualTo(head);
    assertThat(git.run("status", "--porcelain", "--ignored")).isEmpty();
    assertThat(git.folder().resolve("added")).doesNotExist();
    assertThat(git.folder().resolve("m")).doesNotExist();
    assertThat(git.folder().resolve("gone/x")).hasContent("old gone/x");
    assertThat(git.folder().resolve("a")).hasContent("old a");
    assertThat(git.folder().resolve(".git/index.lock")).doesNotExist();
  }

  @Test
  void aSwitchOrAMergeIsUndone() throws Exception {
    for (String last : new String[] {"z", "m/n/o", "a"}) {
      lose(last);
      try (Checkout checkout = Checkout.open(Workspace.at(root), Path.of("work"))) {
        failsAndChangesNothing(() -> checkout.switchTo("new"));
        failsAndChangesNothing(() -> checkout.detachAt("new"));
        failsAndChangesNothing(() -> checkout.merge(Merge.of("new")));
      }
    }
  }

  /** What nobody follows is not ours to delete, whoever put it there meanwhile. */
  @Test
  void whatIsInTheWayStays() throws Exception {
    lose("z");
    git.write(".git/info/exclude", "m\n");
    git.write("m/n/mine", "mine\n");
    try (Checkout checkout = Checkout.open(Workspace.at(root), Path.of("work"))) {
      assertThat(catchThrowable(() -> checkout.switchTo("new")))
          .isInstanceOf(CheckoutUnusableException.class);
    }
    assertThat(git.folder().resolve("m/n/mine")).hasContent("mine");
    assertThat(git.folder().resolve("m/n/o")).doesNotExist();
    assertThat(git.run("status", "--porcelain")).isEmpty();
  }
}
