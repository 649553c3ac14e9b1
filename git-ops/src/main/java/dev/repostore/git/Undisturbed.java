package dev.repostore.git;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    Threads.start(task);
    try {
      return Threads.await(task);
    } catch (ExecutionException failed) {
      Throwable cause = Threads.causeOf(failed);
      showCaller(cause);
      throw Threads.failure(cause);
    }
  }

  /** Its trace goes on to whoever asked for the work, as if there were one thread. */
  private static void showCaller(Throwable thrown) {
    List<StackTraceElement> trace = new ArrayList<>(Arrays.asList(thrown.getStackTrace()));
    trace.addAll(Arrays.asList(new Throwable().getStackTrace()));
    thrown.setStackTrace(trace.toArray(StackTraceElement[]::new));
  }
}
