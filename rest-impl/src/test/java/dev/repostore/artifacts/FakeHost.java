package dev.repostore.artifacts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.repostore.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server that answers what it was told to, in turn, and remembers what it was asked. */
final class FakeHost implements AutoCloseable {

  static {
    // Else each answer waits 40 ms for the client to acknowledge its head.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  static final String CANARY = "canary-0123456789-credential";

  /** A request as it came; the path is the one below the namespace. */
  record Seen(String method, String path, String query, String body, HttpExchange exchange) {

    String header(String name) {
      return exchange.getRequestHeaders().getFirst(name);
    }

    /** Method, path and query: what most tests look at. */
    String line() {
      return method + " " + path + (query == null ? "" : "?" + query);
    }
  }

  private interface Reply {
    void to(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
    Thread thread = new Thread(work, "fake-host");
    thread.setDaemon(true);
    return thread;
  });
  private final Deque<Reply> replies = new ArrayDeque<>();
  private final List<Seen> seen = Collections.synchronizedList(new ArrayList<>());

  FakeHost() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      URI uri = exchange.getRequestURI();
      String path = uri.getRawPath().replaceFirst("^.*?/namespaces(/default)?(?=/|$)", "");
      seen.add(new Seen(exchange.getRequestMethod(), path, uri.getRawQuery(), body, exchange));
      Reply reply;
      synchronized (replies) {
        reply = replies.poll();
      }
      if (reply == null) {
        send(exchange, 418, "This test expects no more requests.");
      } else {
        reply.to(exchange);
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private FakeHost add(Reply reply) {
    synchronized (replies) {
      replies.add(reply);
    }
    return this;
  }

  /** Answers the next request with this; headers are names and values in turn. */
  FakeHost then(int status, String body, String... headers) {
    return add(exchange -> {
      exchange
          .getResponseHeaders()
          .set("Content-Type", body.startsWith("{") ? "application/json" : "text/plain");
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      send(exchange, status, body);
    });
  }

  /** Answers the next request with a file of the test's resources. */
  FakeHost thenFile(int status, String name) {
    return then(status, resource(name));
  }

  /** Answers the next request with an error in the vendor's envelope. */
  FakeHost thenError(int status, int code, String message) {
    return then(status, error(code, message));
  }

  /** Reads the next request and hangs up. */
  FakeHost thenHangUp() {
    return add(exchange -> {
      throw new IOException("hang up");
    });
  }

  /** Does something when the next request has come, and hangs up. */
  FakeHost thenHangUpAfter(Runnable first) {
    return add(exchange -> {
      first.run();
      throw new IOException("hang up");
    });
  }

  static String error(int code, String message) {
    return "{\"result\":null,\"success\":false,\"errors\":[{\"code\":" + code + ",\"message\":\""
        + message.replace("\"", "\\\"") + "\"}],\"messages\":[]}";
  }

  static String resource(String name) {
    try (InputStream in = FakeHost.class.getResourceAsStream("/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  List<Seen> seen() {
    return List.copyOf(seen);
  }

  List<String> lines() {
    return seen().stream().map(Seen::line).toList();
  }

  /** Forgets what was prepared and not asked for, and what was asked. */
  void forget() {
    seen.clear();
    synchronized (replies) {
      replies.clear();
    }
  }

  /** Whether everything that was prepared was asked for. */
  boolean usedUp() {
    synchronized (replies) {
      return replies.isEmpty();
    }
  }

  String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  ArtifactsStore open(Pace pace) {
    return open(pace, Duration.ofSeconds(20));
  }

  ArtifactsStore open(Pace pace, Duration timeout) {
    return new ArtifactsStore(settings("http://" + authority() + "/client/v4", timeout), pace);
  }

  static ArtifactsSettings settings(String baseUrl, Duration timeout) {
    return new ArtifactsSettings(
        "acc", "default", URI.create(baseUrl), Secret.of(CANARY), timeout, timeout);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
