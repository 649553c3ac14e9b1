package dev.repostore.git;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Work that this thread and another one do together. */
final class Threads {

  private static final int COUNT = 2;

  private Threads() {}

  /** Takes its share of the work until none is left. */
  interface Work {
    /** Does this thread's share; {@code caller} if it is the thread of who asked for it. */
    void run(boolean caller) throws IOException;
  }

  /** Does the work; nothing of it is done any more once this has returned. */
  static void share(Work work) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(COUNT - 1, run -> {
      Thread thread = new Thread(run, "repostore-git");
      thread.setDaemon(true);
      return thread;
    });
    Callable<@Nullable Void> others = () -> {
      work.run(false);
      return null;
    };
    Future<?> other = threads.submit(others);
    threads.shutdown();
    Throwable failed = null;
    try {
      work.run(true);
    } catch (IOException | RuntimeException | Error own) {
      failed = own;
    }
    Throwable theirs = null;
    try {
      await(other);
    } catch (ExecutionException thrown) {
      theirs = causeOf(thrown);
    }
    Throwable first = failed == null ? theirs : failed;
    if (first != null) {
      throw failure(first);
    }
  }

  /** Waits to the end even if it is interrupted; the flag is set afterwards. */
  static <T> T await(Future<T> other) throws ExecutionException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return other.get();
        } catch (InterruptedException later) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  static Throwable causeOf(ExecutionException failed) {
    return failed.getCause() == null ? failed : failed.getCause();
  }

  /** Throws it as it was thrown in the other thread, or gives what to throw instead. */
  static IOException failure(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException wrong) {
      throw wrong;
    }
    return thrown instanceof IOException broken ? broken : new IOException(thrown);
  }
}
