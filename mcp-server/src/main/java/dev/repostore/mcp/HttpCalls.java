package dev.repostore.mcp;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** The requests that are being answered over HTTP, up to a number. Thread-safe. */
final class HttpCalls {

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
        stream.answer(new Reply(200, Rpc.failure(id, failed)));
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
      boolean done = permits.tryAcquire(most, patience.toMillis(), TimeUnit.MILLISECONDS);
      if (!done) {
        flights.forEach(Flight::cancel);
        done = permits.tryAcquire(most, Flight.LANDING.toMillis(), TimeUnit.MILLISECONDS);
      }
      if (done) {
        permits.release(most);
      }
    } catch (InterruptedException hurry) {
      flights.forEach(Flight::cancel);
      Thread.currentThread().interrupt();
    }
  }
}
