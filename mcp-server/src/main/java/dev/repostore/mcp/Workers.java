package dev.repostore.mcp;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The threads that answer requests, one for each, up to a bound. Thread-safe. */
final class Workers implements AutoCloseable {

  private static final int MOST_AT_ONCE = 32;
  private static final int MOST_WAITING = 2000;

  private final AtomicInteger count = new AtomicInteger();
  private final AtomicInteger flying = new AtomicInteger(); // or waiting to
  private final Map<Object, Flight> flights = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor threads;
  private boolean draining;

  Workers() {
    threads = new ThreadPoolExecutor(
        MOST_AT_ONCE,
        MOST_AT_ONCE,
        10,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(MOST_WAITING),
        work -> {
          Thread thread = new Thread(work, "mcp-" + count.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
    threads.allowCoreThreadTimeOut(true);
  }

  /** Has a thread do what is no request, unless all are about to end. */
  void start(Runnable work) {
    try {
      threads.execute(work);
    } catch (RejectedExecutionException ending) {
      // Nothing that is read any more would be answered.
    }
  }

  /**
   * Answers a request when a thread is free.
   *
   * @param id by which it can be cancelled
   * @return false if too many are waiting, or it is being drained
   */
  boolean run(Object id, Runnable work) {
    Flight flight = begin(id);
    if (flight == null) {
      return false;
    }
    try {
      threads.execute(() -> fly(id, flight, work));
      return true;
    } catch (RejectedExecutionException full) {
      end(id, flight);
      return false;
    }
  }

  /** Whether a thread that answers can be relieved by another. */
  boolean hasRoom() {
    return flying.get() < MOST_AT_ONCE - 2; // one is left for what is next, and one is this
  }

  /**
   * Answers a request on this thread.
   *
   * @return false, with nothing done, if all are about to end
   */
  boolean runHere(Object id, Runnable work) {
    Flight flight = begin(id);
    if (flight == null) {
      return false;
    }
    fly(id, flight, work);
    return true;
  }

  private synchronized @Nullable Flight begin(Object id) {
    if (draining) {
      return null;
    }
    Flight flight = new Flight();
    flights.put(id, flight);
    flying.incrementAndGet();
    return flight;
  }

  private void fly(Object id, Flight flight, Runnable work) {
    try {
      flight.run(work);
    } finally {
      end(id, flight);
    }
  }

  private synchronized void end(Object id, Flight flight) {
    flights.remove(id, flight);
    if (flying.decrementAndGet() == 0) {
      notifyAll();
    }
  }

  /** Ends a request early, if it has not ended already. */
  void cancel(Object id) {
    Flight flight = flights.get(id);
    if (flight != null) {
      flight.cancel();
    }
  }

  /** Begins nothing more; waits for what has begun, for a while, and ends the rest early. */
  void drain(Duration patience) {
    try {
      if (!awaitNone(patience)) {
        flights.values().forEach(Flight::cancel);
        awaitNone(Flight.LANDING);
      }
      close();
    } catch (InterruptedException stop) {
      close();
      Thread.currentThread().interrupt();
    }
  }

  /** A thread that reads is not waited for: nobody can tell when its input ends. */
  private synchronized boolean awaitNone(Duration most) throws InterruptedException {
    draining = true;
    long end = System.nanoTime() + most.toNanos();
    for (long left = most.toNanos(); flying.get() > 0 && left > 0; left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return flying.get() == 0;
  }

  @Override
  public void close() {
    flights.values().forEach(Flight::cancel);
    threads.shutdownNow();
  }
}
