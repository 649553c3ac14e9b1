package dev.repostore.host;

import dev.repostore.RateLimitedException;
import dev.repostore.StoreUnavailableException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty, set up: its threads, its limits, what it says by itself, and how it stops. */
final class HttpFront {

  private static final int MAX_THREADS = 200;
  private static final int MAX_IMPORTS = 8;
  private static final Duration LATER = Duration.ofSeconds(10);
  private static final int MAX_HEADERS = 16 << 10;
  /**
   * A slash or a percent sign in a name must be written {@code %2F} and {@code %25}; the API takes
   * its paths apart before it decodes them, so neither is ambiguous to it.
   */
  private static final UriCompliance URIS = UriCompliance.DEFAULT.with(
      "RepoStore", Violation.AMBIGUOUS_PATH_SEPARATOR, Violation.AMBIGUOUS_PATH_ENCODING);

  private final OpenRequests open = new OpenRequests();
  private final ExecutorService imports = imports();
  private final Patience patience;
  private final Server server = new Server(threads());
  private final ServerConnector connector;

  /** Nothing of it listens yet. */
  HttpFront(Patience patience, ServerLog log) {
    this.patience = patience;
    this.connector =
        new ServerConnector(server, 1, 1, PatientConnection.factory(http(), patience.headers()));
    connector.setIdleTimeout(patience.idle().toMillis());
    server.addConnector(connector);
    server.setErrorHandler(new ErrorPages(log));
    server.setRequestLog(log);
  }

  /** Threads for work that waits for other machines, for minutes; there are few. */
  Executor slow() {
    return imports;
  }

  /** Answers what comes in on {@code channel} by the first of the handlers that does. */
  void listen(ServerSocketChannel channel, Handler... handlers) {
    server.setHandler(new FrontHandler(open, new Handler.Sequence(handlers)));
    try {
      channel.configureBlocking(true);
      connector.open(channel);
      server.start();
    } catch (Exception failure) {
      throw new StoreUnavailableException(
          "The server could not be started (" + failure.getMessage() + ").", false, null, failure);
    }
  }

  /** Lets what runs finish, but not for ever. */
  void stop() {
    open.close();
    connector.close();
    imports.shutdown();
    boolean interrupted = false;
    try {
      open.await(patience.stop());
    } catch (InterruptedException hurry) {
      interrupted = true;
    }
    imports.shutdownNow();
    try {
      server.stop();
    } catch (Exception failure) {
      throw new StoreUnavailableException(
          "The server could not be stopped cleanly (" + failure.getMessage() + ").",
          false,
          null,
          failure);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 4);
    threads.setName("repostore-http");
    threads.setDaemon(true);
    return threads;
  }

  private static HttpConfiguration http() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MAX_HEADERS);
    http.setUriCompliance(URIS);
    return http;
  }

  private static ExecutorService imports() {
    return new ThreadPoolExecutor(
        0,
        MAX_IMPORTS,
        10,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        HttpFront::importer,
        (task, busy) -> {
          throw new RateLimitedException(
              "Too many imports are running already. Try again when one has finished.", LATER);
        });
  }

  private static Thread importer(Runnable task) {
    Thread thread = new Thread(task, "repostore-import");
    thread.setDaemon(true);
    return thread;
  }
}
