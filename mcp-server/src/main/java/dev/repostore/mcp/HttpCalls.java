package dev.repostore.mcp;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The requests that are being answered over HTTP, up to a number. Thread-safe. */
final class HttpCalls {

  private static final Logger LOG = LoggerFactory.getLogger(HttpCalls.class);

  /** What answers a request, on the thread that called. */
  interface Work {
    void run(Flight flight, EventStream stream);
  }

  private final int most;
  private final Semaphore permits;
  private final Set<Flight> flights = ConcurrentHashMap.newKeySet();
  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  HttpCalls(int most) {
    this.most = most;
    this.permits = new Semaphore(most);
  }

  /** Answers a request; null if it is answered, however it went. */
  @Nullable
  Reply run(@Nullable Object id, Response response, Callback callback, Work work) {
    if (stopping) {
      return Reply.error(503, id, Rpc.BUSY, "The server is stopping.").closing();
    } else if (!permits.tryAcquire()) {
      return Reply.error(503, id, Rpc.BUSY, "Too much is going on. Send this again later.");
    }
    Flight flight = new Flight();
    EventStream stream = new EventStream(response, callback, flight::cancel);
    flights.add(flight);
    streams.add(stream);
    try {
      work.run(flight, stream);
    } catch (RuntimeException failed) {
      if (!flight.cancelled()) {
        LOG.warn("a request could not be answered: {}", failed.getClass().getName());
        LOG.debug("why", failed);
        stream.answer(Reply.error(500, id, Rpc.INTERNAL, Rpc.FAILED));
      }
    } finally {
      streams.remove(stream);
      flights.remove(flight);
      permits.release();
      stream.end();
    }
    return null;
  }

  /** Watches a stream that answers nothing, until it ends. */
  void watch(EventStream stream) {
    streams.add(stream);
  }

  /** Finds out which clients have gone away. */
  void pulse() {
    streams.removeIf(stream -> !stream.pulse());
  }

  /** Lets none in from now on, and those that are in finish, but not for ever. */
  void stop(Duration patience) {
    stopping = true;
    try {
      if (!permits.tryAcquire(most, patience.toMillis(), TimeUnit.MILLISECONDS)) {
        flights.forEach(Flight::cancel);
        permits.tryAcquire(most, 1, TimeUnit.SECONDS);
      }
    } catch (InterruptedException hurry) {
      flights.forEach(Flight::cancel);
      Thread.currentThread().interrupt();
    }
  }
}
