package dev.repostore.host;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * HTTP for one import: JGit's requests, each to an address that was checked, within one time and
 * one number of bytes. Sends no cookie and no credential, and uses no proxy: behind one nobody
 * could say where a request ends up. Used by one thread; closing it leaves nothing open.
 */
final class RemoteHttp implements HttpConnectionFactory, AutoCloseable {

  private static final Duration STALLED = Duration.ofSeconds(60);
  private static final int THREADS = 6;
  private static final int LONGEST_HEADERS = 64 << 10;

  private final URI remote;
  private final Outside outside;
  private final boolean privateToo;
  private final ImportHosts hosts;
  private final Duration time;
  private final long deadline;
  private final HttpClient client;
  private long bytesLeft;
  private IOException whenTooMuch = new IOException("nothing is allowed yet");
  private int status;
  private @Nullable IOException broken;

  RemoteHttp(URI remote, Outside outside, HostSettings settings) throws IOException {
    this.remote = remote;
    this.outside = outside;
    this.privateToo = settings.privateImports();
    this.hosts = new ImportHosts(settings.importHosts());
    this.time = settings.limits().importTime();
    this.deadline = System.nanoTime() + time.toNanos();
    this.client = client();
    try {
      client.start();
    } catch (Exception impossible) {
      throw new IOException("The HTTP client did not start", impossible);
    }
  }

  private HttpClient client() {
    SslContextFactory.Client tls = new SslContextFactory.Client();
    tls.setTrustStore(outside.trust());
    ClientConnector connector = new ClientConnector();
    connector.setSelectors(1);
    connector.setSslContextFactory(tls);
    HttpClient made = new HttpClient(new HttpClientTransportOverHTTP(connector));
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 0);
    threads.setName("repostore-import");
    threads.setDaemon(true);
    made.setExecutor(threads);
    made.setSocketAddressResolver(this::resolve);
    made.setFollowRedirects(false);
    made.setHttpCookieStore(new HttpCookieStore.Empty());
    made.setUserAgentField(null);
    made.setMaxResponseHeadersSize(LONGEST_HEADERS);
    made.setConnectTimeout(Math.min(STALLED.toMillis(), time.toMillis()));
    made.setIdleTimeout(Math.min(STALLED.toMillis(), time.toMillis()));
    return made;
  }

  private void resolve(
      String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> found) {
    // On a thread of the pool: looking up a name may take as long as it likes.
    client.getExecutor().execute(() -> {
      try {
        found.succeeded(outside.addresses(host, port, privateToo));
      } catch (IOException | RuntimeException failed) {
        found.failed(failed);
      }
    });
  }

  /** From here on {@code bytes} may come in before {@code otherwise} is thrown. */
  void allow(long bytes, IOException otherwise) {
    bytesLeft = bytes;
    whenTooMuch = otherwise;
  }

  @Override
  public HttpConnection create(URL url) throws IOException {
    if (!hosts.contain(url.getHost())) {
      throw new Refusal(ImportErrors.hostNotAllowed(url.getHost()));
    }
    try {
      return new RemoteExchange(this, url, client.newRequest(url.toURI()));
    } catch (URISyntaxException | IllegalArgumentException malformed) {
      throw (IOException) new MalformedURLException(url.getHost()).initCause(malformed);
    }
  }

  @Override
  public HttpConnection create(URL url, Proxy ignored) throws IOException {
    return create(url);
  }

  /** The status of the last answer; 0 before the first. */
  int status() {
    return status;
  }

  /** What broke the connection, if something did. */
  @Nullable
  IOException broken() {
    return broken;
  }

  boolean outOfTime() {
    return System.nanoTime() - deadline >= 0;
  }

  URI remote() {
    return remote;
  }

  Duration left() {
    return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
  }

  void answered(int with) {
    status = with;
  }

  IOException broke(IOException failure) {
    broken = failure;
    return failure;
  }

  /** The same bytes, counted. */
  InputStream counted(InputStream stream) {
    return new FilterInputStream(stream) {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        int read = readOrBreak(into, from, length);
        bytesLeft -= Math.max(0, read);
        if (bytesLeft < 0) {
          throw whenTooMuch;
        }
        return read;
      }

      private int readOrBreak(byte[] into, int from, int length) throws IOException {
        try {
          return super.read(into, from, length);
        } catch (IOException failure) {
          throw broke(failure);
        }
      }
    };
  }

  /** A request that is given up when the import's time is. */
  Request timed(Request request) {
    return request.timeout(left().toMillis() + 1, java.util.concurrent.TimeUnit.MILLISECONDS);
  }

  /** Stops in full even for a thread that was interrupted, and leaves it interrupted. */
  @Override
  public void close() throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      client.stop();
    } catch (Exception stuck) {
      throw new IOException("The HTTP client did not stop", stuck);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
