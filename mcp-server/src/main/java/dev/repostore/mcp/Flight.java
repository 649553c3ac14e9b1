package dev.repostore.mcp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One request that is being answered, from its first step to its last, by one thread. */
final class Flight {

  /** How long one that was cancelled is waited for: it takes its tokens back before it ends. */
  static final Duration LANDING = Duration.ofSeconds(5);

  private static final ThreadLocal<@Nullable Flight> CURRENT = new ThreadLocal<>();

  private @Nullable Thread thread;
  private volatile boolean cancelled;

  /** The request this thread is answering; a new one where it answers none. */
  static Flight current() {
    Flight current = CURRENT.get();
    return current == null ? new Flight() : current;
  }

  /** Runs the work on this thread, unless it was cancelled before it began. */
  void run(Runnable work) {
    synchronized (this) {
      if (cancelled) {
        return;
      }
      thread = Thread.currentThread();
    }
    CURRENT.set(this);
    try {
      work.run();
    } finally {
      CURRENT.remove();
      synchronized (this) {
        // From here on the thread is somebody else's, and not to be interrupted.
        thread = null;
        Thread.interrupted();
      }
    }
  }

  /** Ends it early; what it would answer is not sent. */
  synchronized void cancel() {
    cancelled = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  boolean cancelled() {
    return cancelled;
  }
}
