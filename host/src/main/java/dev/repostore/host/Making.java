package dev.repostore.host;

/** The filling of a new repo's files by this thread, which a delete may cancel. */
final class Making {

  private final Thread thread = Thread.currentThread();
  private boolean over;
  private boolean cancelled;

  /** Interrupts it, unless it is over. */
  synchronized void cancel() {
    if (!over) {
      cancelled = true;
      thread.interrupt();
    }
  }

  /** Says that it is over; whether it was cancelled. Nothing is left of the interrupt then. */
  synchronized boolean end() {
    over = true;
    if (cancelled) {
      Thread.interrupted();
    }
    return cancelled;
  }
}
