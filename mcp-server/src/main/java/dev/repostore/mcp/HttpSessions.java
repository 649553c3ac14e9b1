package dev.repostore.mcp;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The SDK's sessions over HTTP, up to a number; those nobody uses are forgotten. The SDK's own
 * table has no bound, and cannot cancel. Thread-safe.
 */
final class HttpSessions implements McpStreamableServerTransportProvider {

  /** A session, and the requests of it that are being answered. */
  static final class Kept {

    private final McpStreamableServerSession session;
    private final Map<Object, Flight> flights = new ConcurrentHashMap<>();
    private volatile long usedAt = System.nanoTime();

    Kept(McpStreamableServerSession session) {
      this.session = session;
    }

    McpStreamableServerSession session() {
      return session;
    }

    /** Runs the work on this thread, so that {@link #cancel} can end it. */
    void run(Object id, Flight flight, Runnable work) {
      flights.put(id, flight);
      try {
        flight.run(work);
      } finally {
        flights.remove(id, flight);
        usedAt = System.nanoTime();
      }
    }

    void cancel(Object id) {
      Flight flight = flights.get(id);
      if (flight != null) {
        flight.cancel();
      }
    }

    private boolean isUnused(Duration since) {
      return flights.isEmpty()
          && !session.hasOpenStream()
          && System.nanoTime() - usedAt > since.toNanos();
    }

    private void end() {
      flights.values().forEach(Flight::cancel);
      session.close();
    }
  }

  private final int most;
  private final Duration unused;
  private final Map<String, Kept> sessions = new ConcurrentHashMap<>();
  private McpStreamableServerSession.@Nullable Factory factory;

  HttpSessions(int most, Duration unused) {
    this.most = most;
    this.unused = unused;
  }

  @Override
  public void setSessionFactory(McpStreamableServerSession.Factory factory) {
    this.factory = factory;
  }

  /** Begins one; null if there are too many. */
  synchronized McpStreamableServerSession.@Nullable McpStreamableServerSessionInit begin(
      McpSchema.InitializeRequest request) {
    if (sessions.size() >= most) {
      sweep();
    }
    if (sessions.size() >= most) {
      return null;
    }
    McpStreamableServerSession.McpStreamableServerSessionInit begun =
        Objects.requireNonNull(factory, "no server was built on this").startSession(request);
    sessions.put(begun.session().getId(), new Kept(begun.session()));
    return begun;
  }

  /** The one of that id, which thereby is in use; null if there is none. */
  @Nullable
  Kept get(String id) {
    Kept kept = sessions.get(id);
    if (kept != null) {
      kept.usedAt = System.nanoTime();
    }
    return kept;
  }

  /** Ends one; false if there is none. */
  boolean end(String id) {
    Kept kept = sessions.remove(id);
    if (kept != null) {
      kept.end();
    }
    return kept != null;
  }

  int count() {
    return sessions.size();
  }

  /** Forgets those nobody uses. */
  void sweep() {
    sessions.forEach((id, kept) -> {
      if (kept.isUnused(unused)) {
        end(id);
      }
    });
  }

  @Override
  public Mono<Void> notifyClients(String method, Object params) {
    return Flux.fromIterable(sessions.values())
        .flatMap(kept -> kept.session.sendNotification(method, params).onErrorComplete())
        .then();
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.fromRunnable(() -> List.copyOf(sessions.keySet()).forEach(this::end));
  }

  @Override
  public List<String> protocolVersions() {
    return List.of("2025-03-26", "2025-06-18", "2025-11-25");
  }
}
