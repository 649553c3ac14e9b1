package dev.repostore.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreesTest {
  @TempDir
  private Path folder;

  @Test
  void filesOfOneFolderAreNotLookedAt() throws IOException {
    write("b");
    write("a/deep/file");
    write(".git/objects/pack");
    write("a/.git");

    List<Path> files = Trees.files(folder, ".git");

    assertThat(files)
        .containsExactly(
            folder.resolve("a/.git"), folder.resolve("a/deep/file"), folder.resolve("b"));
  }

  private void write(String path) throws IOException {
    Files.createDirectories(folder.resolve(path).getParent());
    Files.writeString(folder.resolve(path), path);
  }
}
