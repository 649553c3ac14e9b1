package dev.repostore.host;

import dev.repostore.Secret;
import dev.repostore.StoreUnavailableException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty, set up: its threads, its limits, what it says by itself, and how it stops. */
final class HttpFront {

  private static final int MAX_THREADS = 200;
  private static final int MAX_IMPORTS = 8;
  private static final int MAX_HEADERS = 16 << 10;
  private static final Duration IDLE = Duration.ofSeconds(30);

  /**
   * A slash or a percent sign in a name must be written {@code %2F} and {@code %25}; the API takes
   * its paths apart before it decodes them, so neither is ambiguous to it.
   */
  private static final UriCompliance URIS = UriCompliance.DEFAULT.with(
      "RepoStore", Violation.AMBIGUOUS_PATH_SEPARATOR, Violation.AMBIGUOUS_PATH_ENCODING);

  private final Server server;
  private final ServerConnector connector;
  private final OpenRequests open = new OpenRequests();
  private final ExecutorService imports;

  private HttpFront(ExecutorService imports, ServerLog log, Handler... handlers) {
    this.imports = imports;
    this.server = new Server(threads());
    this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
    connector.setIdleTimeout(IDLE.toMillis());
    server.addConnector(connector);
    server.setHandler(new FrontHandler(open, new Handler.Sequence(handlers)));
    server.setErrorHandler(new ErrorPages(log));
    server.setRequestLog(log);
  }

  /** The REST API and Git. */
  static HttpFront of(Host host, Remotes remotes, ServerSettings settings, Duration bodyWithin) {
    ServerLog log =
        new ServerLog(settings.log(), secrets(settings), host.settings().clock());
    ApiTokens tokens = new ApiTokens(settings.apiToken(), settings.readApiToken());
    ExecutorService imports = imports();
    return new HttpFront(
        imports,
        log,
        new GitHandler(host),
        new RestHandler(host, remotes, tokens, imports, bodyWithin, log));
  }

  /** Git alone, which logs nothing: it runs inside somebody's program. */
  static HttpFront gitOnly(Host host) {
    ServerLog silent = new ServerLog(line -> {}, List.of(), host.settings().clock());
    return new HttpFront(imports(), silent, new GitHandler(host));
  }

  void listen(ServerSocketChannel channel) {
    try {
      channel.configureBlocking(true);
      connector.open(channel);
      server.start();
    } catch (Exception failure) {
      throw new StoreUnavailableException(
          "The server could not be started (" + failure.getMessage() + ").", false, null, failure);
    }
  }

  /** Lets what runs finish, for so long at most. */
  void stop(Duration within) {
    open.close();
    connector.close();
    imports.shutdown();
    try {
      open.await(within);
      imports.shutdownNow();
      server.stop();
    } catch (InterruptedException now) {
      Thread.currentThread().interrupt();
      imports.shutdownNow();
    } catch (Exception failure) {
      throw new StoreUnavailableException(
          "The server could not be stopped cleanly (" + failure.getMessage() + ").",
          false,
          null,
          failure);
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

  /** Imports wait for other machines, for minutes; they have threads of their own, and few. */
  private static ExecutorService imports() {
    return new ThreadPoolExecutor(
        0, MAX_IMPORTS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
          Thread thread = new Thread(task, "repostore-import");
          thread.setDaemon(true);
          return thread;
        });
  }

  private static List<Secret> secrets(ServerSettings settings) {
    List<Secret> secrets = new ArrayList<>(List.of(settings.apiToken()));
    if (settings.readApiToken() != null) {
      secrets.add(settings.readApiToken());
    }
    return secrets;
  }
}
