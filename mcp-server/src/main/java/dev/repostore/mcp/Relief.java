package dev.repostore.mcp;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Has another thread read on when the one that reads takes long to answer. Most answers take less
 * than to wake a thread does, so who reads makes them itself; a watch sees after a moment that one
 * takes longer.
 */
final class Relief implements AutoCloseable {

  /** An answer that takes this long may hold up what comes behind it for as long again. */
  private static final long MOMENT_NANOS = 1_000_000;

  /** After so many without a request the watch waits to be woken. */
  private static final int IDLE_MOMENTS = 50;

  private final Runnable relieve;
  private final AtomicLong answering = new AtomicLong(); // the turn that is taken; 0 if none is
  private final Thread watch;
  private volatile long turns;
  private volatile boolean resting;
  private volatile boolean closed;

  /** @param relieve has another thread read on, which calls {@link #begin} then */
  Relief(Runnable relieve) {
    this.relieve = relieve;
    this.watch = new Thread(this::watch, "mcp-relief");
    watch.setDaemon(true);
    watch.start();
  }

  /** Begins an answer on the thread that reads; what is returned ends it. */
  long begin() {
    long turn = turns + 1; // one thread reads at a time
    turns = turn;
    answering.set(turn);
    if (resting) {
      LockSupport.unpark(watch);
    }
    return turn;
  }

  /** Ends it; false if another thread reads by now. */
  boolean end(long turn) {
    return answering.compareAndSet(turn, 0);
  }

  private void watch() {
    long before = 0;
    long last = 0;
    int idle = 0;
    while (!closed) {
      long turn = answering.get();
      if (turn != 0 && turn == before && answering.compareAndSet(turn, 0)) {
        relieve.run();
      }
      before = turn;
      idle = turns == last ? idle + 1 : 0;
      last = turns;
      if (idle > IDLE_MOMENTS && turn == 0) {
        rest();
        idle = 0;
      } else {
        LockSupport.parkNanos(MOMENT_NANOS);
      }
    }
  }

  private void rest() {
    resting = true;
    while (answering.get() == 0 && !closed) {
      LockSupport.park(this);
    }
    resting = false;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(watch);
  }
}
