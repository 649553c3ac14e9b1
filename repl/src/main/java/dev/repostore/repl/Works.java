package dev.repostore.repl;

import dev.repostore.git.Progress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/** The words that are at work, each in a thread of its own. Thread-safe. */
final class Works {

  private final Map<Thread, Work> running = new ConcurrentHashMap<>();
  private final AtomicBoolean drawing = new AtomicBoolean();

  /** One word at work. */
  private static final class Work {
    private volatile boolean cancelled;
  }

  /** Does what a word says, be it a part of another or not. */
  <T> T run(Supplier<T> word) {
    Work work = new Work();
    if (running.putIfAbsent(Thread.currentThread(), work) != null) {
      return word.get();
    }
    try {
      return word.get();
    } finally {
      running.remove(Thread.currentThread());
      synchronized (this) {
        notifyAll();
      }
    }
  }

  /**
   * As {@link #run}, for what takes long: a terminal shows how far it is, if it is the only one.
   */
  <T> T runLong(Function<Progress, T> word) {
    return run(() -> {
      Work work = running.get(Thread.currentThread());
      boolean drawn = Terminal.canRedraw() && drawing.compareAndSet(false, true);
      ProgressBar bar = new ProgressBar(System.err, drawn, () -> work != null && work.cancelled);
      try {
        return word.apply(bar);
      } finally {
        if (drawn) {
          bar.clear();
          drawing.set(false);
        }
      }
    });
  }

  /**
   * Gives up all that is at work.
   *
   * @return whether there is anything
   */
  boolean cancel() {
    running.forEach((thread, work) -> {
      work.cancelled = true;
      thread.interrupt();
    });
    return !running.isEmpty();
  }

  /** Waits until nothing is at work, but no longer than so. */
  synchronized void await(Duration most) {
    long end = System.nanoTime() + most.toNanos();
    try {
      for (long left = most.toMillis(); left > 0 && !running.isEmpty(); ) {
        wait(left);
        left = (end - System.nanoTime()) / 1_000_000;
      }
    } catch (InterruptedException enough) {
      Thread.currentThread().interrupt();
    }
  }
}
