package dev.repostore.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away what is no longer needed: a rename at once, the removal of what is inside in the
 * background, by one thread. What a stop leaves is removed after the next start.
 */
final class Trash implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Trash.class);
  private static final long CLOSE_SECONDS = 2;

  private final Path folder;
  private final Ids ids;
  private volatile boolean tidy = true;
  private final ExecutorService remover = Executors.newSingleThreadExecutor(task -> {
    Thread thread = new Thread(task, "repostore-trash");
    thread.setDaemon(true);
    return thread;
  });

  Trash(Path folder, Ids ids) {
    this.folder = folder;
    this.ids = ids;
  }

  /** Whether there was anything at {@code path}; it is gone from there when this returns. */
  boolean take(Path path) {
    Path name = folder.resolve(path.getFileName() + "-" + ids.next());
    try {
      Files.move(path, name, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException nothing) {
      return false;
    } catch (IOException broken) {
      // What is in nobody's way can wait: a start takes away all that no row stands for.
      Failure.warn(
          LOG, "Could not remove " + path + "; it is tried again after the next start", broken);
      tidy = false;
      return false;
    }
    later(() -> Durable.remove(name));
    return true;
  }

  /** Whether all that was to be taken is out of its place. */
  boolean isTidy() {
    return tidy;
  }

  /** Removes, in the background, what was in the trash before. */
  void empty() {
    later(() -> {
      for (Path left : list()) {
        Durable.remove(left);
      }
    });
  }

  /** Runs a task after those that wait; in the background. */
  void later(Chore chore) {
    try {
      remover.execute(() -> run(chore));
    } catch (java.util.concurrent.RejectedExecutionException closed) {
      LOG.debug("The host is closing; the rest of the trash goes after the next start.");
    }
  }

  /** Waits until what was put in before is gone. */
  void await() throws InterruptedException {
    try {
      CompletableFuture.runAsync(() -> {}, remover).get();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void close() {
    remover.shutdownNow();
    try {
      remover.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** Work on files that nobody waits for. */
  interface Chore {
    void run() throws IOException;
  }

  private static void run(Chore chore) {
    try {
      chore.run();
    } catch (IOException | RuntimeException broken) {
      Failure.warn(LOG, "Cleaning up failed; it is tried again after the next start", broken);
    }
  }

  private List<Path> list() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }
}
