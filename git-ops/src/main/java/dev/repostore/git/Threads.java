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
    Throwable theirs = await(other);
    fail(failed == null ? theirs : failed);
  }

  private static void fail(@Nullable Throwable first) throws IOException {
    if (first instanceof Error error) {
      throw error;
    }
    if (first instanceof IOException broken) {
      throw broken;
    }
    if (first instanceof RuntimeException wrong) {
      throw wrong;
    }
    if (first != null) {
      throw new IOException(first);
    }
  }

  /** Waits whatever happens. */
  private static @Nullable Throwable await(Future<?> other) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          other.get();
          return null;
        } catch (InterruptedException later) {
          interrupted = true;
        } catch (ExecutionException failed) {
          return failed.getCause() == null ? failed : failed.getCause();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
