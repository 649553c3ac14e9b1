package dev.repostore.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The packs in a repository's folder. */
final class PackFiles {

  private PackFiles() {}

  static Path folder(Path repository) {
    return repository.resolve("objects").resolve("pack");
  }

  /** Bytes of everything in the folder of packs; 0 where there is none. */
  static long bytes(Path repository) {
    try (Stream<Path> files = Files.list(folder(repository))) {
      long sum = 0;
      for (Path file : (Iterable<Path>) files::iterator) {
        sum += bytesOf(file);
      }
      return sum;
    } catch (NoSuchFileException | NotDirectoryException none) {
      return 0;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static long bytesOf(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException packedAway) {
      return 0;
    }
  }
}
