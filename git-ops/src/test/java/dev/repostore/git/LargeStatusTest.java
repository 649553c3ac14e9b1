package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tree that is large and deep enough for two threads to look at. */
final class LargeStatusTest {

  @Test
  void bothHalvesAreSeenOnce(@TempDir Path folder) throws IOException {
    RealGit git = RealGit.init(folder.resolve("large"), "main");
    for (int i = 0; i < 1200; i++) {
      git.write("top" + i % 3 + "/part" + i % 11 + "/deep/file" + i + ".txt", "text " + i + "\n");
    }
    git.write("top0/shallow.txt", "shallow\n");
    git.write("root.txt", "root\n");
    git.run("add", "-A");
    git.run("commit", "-q", "-m", "All");
    change(git);

    try (Checkout checkout = Checkout.open(Workspace.at(git.folder()), git.folder())) {
      Status status = checkout.status();
      assertThat(status.unstaged().stream().map(PathChange::path))
          .isEqualTo(git.lines("diff", "--name-only"))
          .hasSizeGreaterThan(40);
      assertThat(status.untracked())
          .isEqualTo(git.lines("ls-files", "-o", "--exclude-standard"))
          .hasSize(13);
      assertThat(status.staged().stream().map(PathChange::path))
          .isEqualTo(git.lines("diff", "--cached", "--name-only"))
          .hasSize(1);
    }
  }

  private static void change(RealGit git) throws IOException {
    git.write("staged.txt", "staged\n");
    git.run("add", "staged.txt");
    for (int i = 0; i < 1200; i += 31) {
      git.write("top" + i % 3 + "/part" + i % 11 + "/deep/file" + i + ".txt", "changed " + i);
    }
    git.write("top0/shallow.txt", "changed");
    git.write("root.txt", "changed");
    for (int i = 0; i < 11; i++) {
      git.write("top" + i % 3 + "/part" + i + "/new/file.txt", "new\n");
    }
    git.write("top1/new.txt", "new\n");
    git.write("new.txt", "new\n");
    Path gone = git.folder().resolve("top1/part1/deep/file1.txt");
    Files.delete(gone);
  }
}
