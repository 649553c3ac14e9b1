package dev.repostore.git;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Work that this thread and another one do together. */
final class Threads {

  private Threads() {}

  /** Takes its share of the work until none is left. */
  interface Work {
    /** Does this thread's share; {@code caller} if it is the thread of who asked for it. */
    void run(boolean caller) throws IOException;
  }

  /** Does the work; nothing of it is done any more once this has returned. */
  static void share(Work work) throws IOException {
    FutureTask<Boolean> other = new FutureTask<>(() -> {
      work.run(false);
      return true;
    });
    start(other);
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

  /** Runs it in a thread that nobody interrupts, and that keeps no Java from its end. */
  static void start(FutureTask<?> task) {
    Thread thread = new Thread(task, "repostore-git");
    thread.setDaemon(true);
    thread.start();
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
