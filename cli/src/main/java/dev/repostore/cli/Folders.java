package dev.repostore.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** What the commands do with whole folders. */
final class Folders {

  private static final long LONGEST_NANOS = 2_000_000_000L;
  private static final long PAUSE_NANOS = 20_000_000L;

  private Folders() {}

  /** A folder that goes when it is closed, or when the program is interrupted before that. */
  interface Passing extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  static Passing passing(Path folder) {
    Thread atTheEnd = new Thread(() -> deleteInUse(folder), "repostore-cleaning");
    Runtime.getRuntime().addShutdownHook(atTheEnd);
    return () -> {
      delete(folder);
      try {
        Runtime.getRuntime().removeShutdownHook(atTheEnd);
      } catch (IllegalStateException ending) {
        // Then it runs, and finds nothing to delete.
      }
    };
  }

  /** What still runs may write while this deletes: it is tried a few times. */
  private static void deleteInUse(Path folder) {
    long end = System.nanoTime() + LONGEST_NANOS;
    while (Files.exists(folder) && System.nanoTime() - end < 0) {
      try {
        delete(folder);
      } catch (IOException | UncheckedIOException inUse) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** Deletes a folder and all that is in it, following no link. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> inside = Files.walk(folder)) {
      List<Path> deepestFirst = inside.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    }
  }
}
