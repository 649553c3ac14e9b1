package dev.repostore.git;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Work that another thread does while this one goes on. It begins with the first piece, and ends
 * with this. To be used by one thread.
 */
final class OtherThread implements AutoCloseable {

  /** A piece of the work. */
  interface Piece {
    void run() throws IOException;
  }

  /** Nothing follows. */
  private static final Optional<Piece> END = Optional.empty();

  private final BlockingDeque<Optional<Piece>> waiting = new LinkedBlockingDeque<>();
  private final Consumer<FutureTask<?>> starter;
  private @Nullable FutureTask<Boolean> begun;
  private boolean alone;

  OtherThread() {
    this(Threads::start);
  }

  /** @param starter runs it in another thread, or throws if there can be none */
  OtherThread(Consumer<FutureTask<?>> starter) {
    this.starter = starter;
  }

  /** Has it done when what was added before is begun. */
  void add(Piece piece) {
    waiting.addLast(Optional.of(piece));
    begin();
  }

  /** Has it done next. */
  void addFirst(Piece piece) {
    waiting.addFirst(Optional.of(piece));
    begin();
  }

  private void begin() {
    if (begun == null && !alone) {
      FutureTask<Boolean> task = new FutureTask<>(() -> {
        for (Optional<Piece> next = waiting.takeFirst();
            next.isPresent();
            next = waiting.takeFirst()) {
          next.get().run();
        }
        return true;
      });
      try {
        starter.accept(task);
        begun = task;
      } catch (OutOfMemoryError full) {
        alone = true; // the system has no more threads: this one does it all at the end
      }
    }
  }

  /** Helps with what waits; all is done when it has returned. */
  void finish() throws IOException {
    for (Optional<Piece> next = waiting.pollFirst(); next != null; next = waiting.pollFirst()) {
      next.get().run();
    }
    end();
  }

  private void end() throws IOException {
    FutureTask<Boolean> task = begun;
    if (task != null) {
      waiting.addLast(END);
      begun = null;
      try {
        Threads.await(task);
      } catch (ExecutionException failed) {
        throw Threads.failure(Threads.causeOf(failed));
      } finally {
        waiting.clear();
      }
    }
  }

  /** Drops what waits; nothing is being done any more when it has returned or thrown. */
  @Override
  public void close() throws IOException {
    waiting.clear();
    end();
  }
}
