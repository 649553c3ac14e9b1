package dev.repostore.mcp;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that answer requests, one for each, up to a bound. Thread-safe. */
final class Workers implements AutoCloseable {

  private static final int MOST_AT_ONCE = 32;
  private static final int MOST_WAITING = 2000;

  private final AtomicInteger count = new AtomicInteger();
  private final AtomicInteger flying = new AtomicInteger(); // or waiting to
  private final Map<Object, Flight> flights = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor threads;

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
   * @return false if too many are waiting
   */
  boolean run(Object id, Runnable work) {
    Flight flight = begin(id);
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

  /** Answers a request on this thread. */
  void runHere(Object id, Runnable work) {
    fly(id, begin(id), work);
  }

  private Flight begin(Object id) {
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

  private void end(Object id, Flight flight) {
    flying.decrementAndGet();
    flights.remove(id, flight);
  }

  /** Ends a request early, if it has not ended already. */
  void cancel(Object id) {
    Flight flight = flights.get(id);
    if (flight != null) {
      flight.cancel();
    }
  }

  /** Waits for what has begun, for a while, and ends the rest early. */
  void drain(Duration patience) {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        close();
        threads.awaitTermination(1, TimeUnit.SECONDS);
      }
    } catch (InterruptedException stop) {
      close();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    flights.values().forEach(Flight::cancel);
    threads.shutdownNow();
  }
}
