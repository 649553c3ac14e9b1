package dev.repostore.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes the objects of each repo take. Looking at every file would cost more than a push,
 * so what pushes bring is added up. The files are looked at when the packs have changed, before a
 * push is refused, and every so many pushes: the more loose objects there are, the more seldom, or
 * each push would be slower than the one before.
 */
final class RepoSizes {

  private static final int MOST_REMEMBERED = 20_000;
  private static final int PUSHES_BETWEEN = 32;
  private static final int FILES_A_PUSH = 4;

  private record Size(AtomicLong bytes, long looseFiles, FileTime packsAt, AtomicInteger pushes) {
    boolean isOld() {
      return pushes.get() >= Math.max(PUSHES_BETWEEN, looseFiles / FILES_A_PUSH);
    }

    boolean take(long more, long limit) {
      if (bytes.addAndGet(more) <= limit) {
        return true;
      }
      bytes.addAndGet(-more);
      return false;
    }
  }

  /** Room that is taken for a push, until it is over and its bytes count; then it is closed. */
  interface Room extends AutoCloseable {
    @Override
    void close();
  }

  private final RowCache<String, Size> sizes = new RowCache<>(MOST_REMEMBERED);

  /** The size of the repository in that folder; 0 if there is none. */
  long of(String id, Path repository) {
    return size(id, repository).map(size -> size.bytes().get()).orElse(0L);
  }

  /** Has the files looked at the next time, if there was a push since they were. */
  void doubt(String id) {
    sizes
        .get(id, unknown -> Optional.empty())
        .filter(size -> size.pushes().get() > 0)
        .ifPresent(old -> sizes.drop(id));
  }

  /** Room for so many bytes; empty if the repo would be larger than {@code limit} with them. */
  Optional<Room> room(String id, Path repository, long bytes, long limit) {
    Optional<Size> now = size(id, repository);
    if (now.isEmpty()) {
      return bytes <= limit ? Optional.of(() -> {}) : Optional.empty();
    }
    Size size = now.get();
    return size.take(bytes, limit)
        ? Optional.of(() -> size.bytes().addAndGet(-bytes))
        : Optional.empty();
  }

  /** A push has brought so many bytes. */
  void grew(String id, long bytes) {
    sizes.get(id, unknown -> Optional.empty()).ifPresent(size -> {
      size.bytes().addAndGet(bytes);
      size.pushes().incrementAndGet();
    });
  }

  void forget(String id) {
    sizes.drop(id);
  }

  private Optional<Size> size(String id, Path repository) {
    try {
      FileTime packsAt = Files.getLastModifiedTime(PackFiles.folder(repository));
      Size size = measured(id, repository, packsAt);
      if (!size.packsAt().equals(packsAt) || size.isOld()) {
        sizes.drop(id);
        size = measured(id, repository, packsAt);
      }
      return Optional.of(size);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private Size measured(String id, Path repository, FileTime packsAt) {
    return sizes.get(id, unknown -> Optional.of(measure(repository, packsAt))).orElseThrow();
  }

  private static Size measure(Path repository, FileTime packsAt) {
    try {
      LooseFiles.Total loose = LooseFiles.total(repository);
      long bytes = PackFiles.bytes(repository) + loose.bytes();
      return new Size(new AtomicLong(bytes), loose.files(), packsAt, new AtomicInteger());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
