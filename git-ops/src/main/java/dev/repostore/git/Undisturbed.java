package dev.repostore.git;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work that is not begun in an interrupted thread, and done to its end once it has begun: Java and
 * JGit break off wherever an interruption finds them, and a file may be gone by then whose new
 * content is not written.
 */
final class Undisturbed {

  private Undisturbed() {}

  /** Does it in a thread that nobody interrupts; the flag of this one is set afterwards, too. */
  static <T> T run(LocalRepo.Work<T> work) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted before anything was changed");
    }
    FutureTask<T> task = new FutureTask<>(work::run);
    Thread thread = new Thread(task, "undisturbed");
    thread.setDaemon(true);
    thread.start();
    try {
      return await(task);
    } catch (ExecutionException failed) {
      Throwable cause = Objects.requireNonNull(failed.getCause());
      showCaller(cause);
      if (cause instanceof IOException broken) {
        throw broken;
      }
      if (cause instanceof RuntimeException wrong) {
        throw wrong;
      }
      if (cause instanceof Error grave) {
        throw grave;
      }
      throw new IOException(cause);
    }
  }

  private static <T> T await(FutureTask<T> task) throws ExecutionException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
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

  /** Its trace goes on to whoever asked for the work, as if there were one thread. */
  private static void showCaller(Throwable thrown) {
    List<StackTraceElement> trace = new ArrayList<>(Arrays.asList(thrown.getStackTrace()));
    trace.addAll(Arrays.asList(new Throwable().getStackTrace()));
    thrown.setStackTrace(trace.toArray(StackTraceElement[]::new));
  }
}
