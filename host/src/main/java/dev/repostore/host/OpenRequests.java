package dev.repostore.host;

import java.time.Duration;

/** Counts the requests that are being answered, so that a stop can let them finish. */
final class OpenRequests {

  private int open;
  private boolean closed;

  /** Whether another request may begin; if so {@link #leave()} must follow. */
  synchronized boolean enter() {
    if (!closed) {
      open++;
    }
    return !closed;
  }

  synchronized void leave() {
    open--;
    if (open == 0) {
      notifyAll();
    }
  }

  /** Lets none in from now on. */
  synchronized void close() {
    closed = true;
  }

  /** Whether all had left within that time. */
  synchronized boolean await(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (open > 0) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
