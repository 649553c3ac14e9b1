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

  /**
   * Answers a request when a thread is free.
   *
   * @param id by which it can be cancelled
   * @return false if too many are waiting
   */
  boolean run(Object id, Runnable work) {
    Flight flight = new Flight();
    flights.put(id, flight);
    try {
      threads.execute(() -> {
        try {
          flight.run(work);
        } finally {
          flights.remove(id, flight);
        }
      });
      return true;
    } catch (RejectedExecutionException full) {
      flights.remove(id, flight);
      return false;
    }
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
