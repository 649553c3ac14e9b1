package dev.repostore.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many bytes the objects of each repo take. Looking at every file would cost more than a push,
 * so it is done when the packs have changed, and every so many pushes for the loose objects: the
 * more there are, the more seldom, or each push would be slower than the one before.
 */
final class RepoSizes {

  private static final int MOST_REMEMBERED = 20_000;
  private static final int PUSHES_BETWEEN = 32;
  private static final int FILES_A_PUSH = 4;

  private record Size(long bytes, long looseFiles, FileTime packsAt, AtomicInteger pushes) {
    boolean isOld() {
      return pushes.get() >= Math.max(PUSHES_BETWEEN, looseFiles / FILES_A_PUSH);
    }
  }

  private final RowCache<String, Size> sizes = new RowCache<>(MOST_REMEMBERED);

  /** The size of the repository in that folder; 0 if there is none. */
  long of(String id, Path repository) {
    try {
      FileTime packsAt = Files.getLastModifiedTime(PackFiles.folder(repository));
      Size size = measured(id, repository, packsAt);
      if (!size.packsAt().equals(packsAt) || size.isOld()) {
        sizes.drop(id);
        size = measured(id, repository, packsAt);
      }
      return size.bytes();
    } catch (NoSuchFileException none) {
      return 0;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  void grew(String id) {
    sizes.get(id, unknown -> Optional.empty()).ifPresent(size -> size.pushes().incrementAndGet());
  }

  void forget(String id) {
    sizes.drop(id);
  }

  private Size measured(String id, Path repository, FileTime packsAt) {
    return sizes.get(id, unknown -> Optional.of(measure(repository, packsAt))).orElseThrow();
  }

  private static Size measure(Path repository, FileTime packsAt) {
    try {
      LooseFiles.Total loose = LooseFiles.total(repository);
      long bytes = PackFiles.bytes(repository) + loose.bytes();
      return new Size(bytes, loose.files(), packsAt, new AtomicInteger());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
