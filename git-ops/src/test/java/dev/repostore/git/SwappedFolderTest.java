package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.jgit.util.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A folder is swapped for a link to outside, again and again, while files are written there. */
@Timeout(120)
class SwappedFolderTest {

  @TempDir
  Path temp;

  private Path outside;
  private RealGit git;

  @BeforeEach
  void init() throws Exception {
    Path real = temp.toRealPath();
    outside = Files.createDirectories(real.resolve("outside"));
    Files.createDirectories(outside.resolve("sub"));
    Files.writeString(outside.resolve("keep"), "keep");
    Files.writeString(outside.resolve("f1"), "not ours");
    git = RealGit.init(real.resolve("root/work"), "trunk");
    git.write("base", "base\n");
    git.run("add", "-A");
    git.run("commit", "-q", "-m", "base");
    git.run("checkout", "-q", "-b", "full");
    for (int i = 0; i < 40; i++) {
      git.write("dir/f" + i, "text " + i + "\n");
      git.write("dir/sub/g" + i, "text " + i + "\n");
      git.write("dir/new" + i + "/h", "text " + i + "\n");
    }
    Files.createSymbolicLink(git.folder().resolve("dir/link"), Path.of("f1"));
    git.run("add", "-A");
    git.run("commit", "-q", "-m", "full");
    git.run("checkout", "-q", "trunk");
  }

  @Test
  void nothingIsWrittenOutside() throws Exception {
    swap(25);
  }

  @Test
  @Tag("soak")
  void nothingIsWrittenOutsideForLong() throws Exception {
    swap(1500);
  }

  private void swap(int rounds) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger swaps = new AtomicInteger();
    Thread swapper = new Thread(() -> {
      Path dir = git.folder().resolve("dir");
      Path aside = git.folder().resolveSibling("aside");
      while (!over.get()) {
        try {
          Files.move(dir, aside);
          Files.createSymbolicLink(dir, outside);
          swaps.incrementAndGet();
          Files.delete(dir);
          Files.move(aside, dir);
        } catch (IOException notThere) {
          tidy(dir, aside);
        }
      }
    });
    swapper.start();
    try (Checkout checkout =
        Checkout.open(Workspace.at(git.folder().getParent()), Path.of("work"))) {
      for (int i = 0; i < rounds; i++) {
        for (String branch : new String[] {"full", "trunk"}) {
          try {
            checkout.switchTo(branch);
          } catch (GitException inTheWay) {
            // Of what is in the way it is told, and may well be.
          }
          requireUntouched();
        }
      }
    } finally {
      over.set(true);
      swapper.join();
    }
    requireUntouched();
    assertThat(swaps).hasPositiveValue();
  }

  private static void tidy(Path dir, Path aside) {
    try {
      if (Files.isSymbolicLink(dir)) {
        Files.delete(dir);
      }
      if (Files.exists(aside) && !Files.exists(dir)) {
        Files.move(aside, dir);
      } else if (Files.exists(aside)) {
        FileUtils.delete(aside.toFile(), FileUtils.RECURSIVE | FileUtils.IGNORE_ERRORS);
      }
    } catch (IOException again) {
      // The next turn tries.
    }
  }

  private void requireUntouched() throws IOException {
    try (Stream<Path> all = Files.walk(outside)) {
      assertThat(all.map(path -> outside.relativize(path).toString()))
          .containsExactlyInAnyOrder("", "sub", "keep", "f1");
    }
    assertThat(outside.resolve("f1")).hasContent("not ours");
  }
}
