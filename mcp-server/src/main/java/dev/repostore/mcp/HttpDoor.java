package dev.repostore.mcp;

import dev.repostore.InvalidRequestException;
import dev.repostore.StoreUnavailableException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server of tools that is reached over HTTP, at {@code /mcp}: with sessions, and without. Whoever
 * has made it closes it. Thread-safe.
 */
public final class HttpDoor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);
  private static final int MOST_HEADERS = 16 << 10;
  private static final int MOST_CONNECTIONS = 1200;
  private static final int PULSE = 1000;
  private static final int SWEEPS_PER_LIFE = 10;

  private final Server server;
  private final ServerConnector connector;
  private final HttpCalls calls;
  private final HttpSessions sessions;
  private final Duration stop;
  private final HttpOptions options;
  private final ScheduledExecutorService pulse =
      Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "mcp-pulse");
        thread.setDaemon(true);
        return thread;
      });

  private HttpDoor(Lanes lanes, HttpOptions options, HttpLimits limits) {
    this.options = options;
    sessions = lanes.sessions(limits.sessions(), limits.unused());
    calls = new HttpCalls(limits.calls());
    stop = limits.stop();
    QueuedThreadPool threads = new QueuedThreadPool(limits.calls() + 32, 4);
    threads.setName("mcp-http");
    threads.setDaemon(true);
    server = new Server(threads);
    connector = connector(server, options);
    connector.setIdleTimeout(limits.idle().toMillis());
    connector.setHost(options.host());
    connector.setPort(options.port());
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
    server.setHandler(new HttpEntry(
        lanes,
        new Guard(options),
        limits,
        calls,
        new SessionHttp(sessions, calls, lanes.surface())));
    server.setErrorHandler(new HttpErrors());
    every(PULSE, calls::pulse);
    SlowHeaders slow = new SlowHeaders(limits.headers().toNanos());
    every(PULSE, () -> slow.sweep(connector.getConnectedEndPoints()));
    every(Math.max(1, limits.unused().toMillis() / SWEEPS_PER_LIFE), sessions::sweep);
  }

  private void every(long milliseconds, Runnable work) {
    var unused = pulse.scheduleWithFixedDelay(
        () -> {
          try {
            work.run();
          } catch (RuntimeException failed) { // the next time may be better
            LOG.warn("a round of the pulse failed: {}", failed.toString());
          }
        },
        milliseconds,
        milliseconds,
        TimeUnit.MILLISECONDS);
  }

  /** Listens; when this returns, requests are answered. */
  static HttpDoor open(Lanes lanes, HttpOptions options, HttpLimits limits) {
    HttpDoor door = new HttpDoor(lanes, options, limits);
    try {
      door.server.start();
      return door;
    } catch (Exception failure) {
      door.close();
      throw new StoreUnavailableException(
          "Port " + options.port() + " of " + options.host() + " cannot be listened on ("
              + failure.getMessage() + "). Stop the program that has it, or choose another port; 0 "
              + "picks a free one.",
          false,
          null,
          failure);
    }
  }

  private static ServerConnector connector(Server server, HttpOptions options) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MOST_HEADERS);
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    HttpOptions.KeyStoreFile keys = options.keyStore();
    if (keys == null) {
      return new ServerConnector(server, 1, 1, plain);
    } else if (!keys.file().toFile().canRead()) {
      throw new InvalidRequestException(
          "keyStore", "The key store '" + keys.file() + "' cannot be read.");
    }
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStorePath(keys.file().toUri().toString());
    tls.setKeyStorePassword(keys.password().reveal());
    return new ServerConnector(
        server, 1, 1, new SslConnectionFactory(tls, plain.getProtocol()), plain);
  }

  /** Where clients connect: {@code http://127.0.0.1:8788/mcp}. */
  public URI url() {
    String host = options.host();
    String reachable = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    String bracketed =
        reachable.contains(":") && !reachable.startsWith("[") ? "[" + reachable + "]" : reachable;
    String scheme = options.keyStore() == null ? "http://" : "https://";
    return URI.create(scheme + bracketed + ":" + connector.getLocalPort() + HttpEntry.PATH);
  }

  /**
   * Stops: what runs may finish (for at most 10 seconds), new requests are refused. Closing again
   * does nothing.
   */
  @Override
  public void close() {
    connector.close();
    calls.stop(stop);
    sessions.closeGracefully().block();
    pulse.shutdownNow();
    try {
      server.stop();
    } catch (Exception failure) {
      throw new StoreUnavailableException(
          "The server could not be stopped cleanly (" + failure.getMessage() + ").",
          false,
          null,
          failure);
    }
  }
}
