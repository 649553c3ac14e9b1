package dev.repostore.git;

import dev.repostore.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One request of Git and its answer. The token goes along if the request goes to the remote's own
 * scheme, host and port. Whatever is no success, or no Git, ends the operation: JGit never learns
 * of it. No wait outlasts a cancellation by more than {@value #TICK_MILLIS} ms.
 */
class Exchange extends SettledConnection {

  static final int TICK_MILLIS = 100;

  private static final int LONGEST_REASON = 4096;

  /** One for all: connections stay open from one operation to the next, credentials do not. */
  private static final HttpClient CLIENT = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .followRedirects(HttpClient.Redirect.NEVER)
      .connectTimeout(Duration.ofSeconds(30))
      .build();

  private final Operation operation;
  private final URL url;
  private final HttpRequest.Builder request;
  private String method = "GET";
  private boolean inOnePiece;
  private @Nullable ByteArrayOutputStream piece;
  private @Nullable CompletableFuture<HttpResponse<Inflow>> sent;
  private @Nullable HttpResponse<Inflow> answer;
  private @Nullable InputStream content;

  Exchange(Operation operation, URL url) throws IOException {
    this.operation = operation;
    this.url = url;
    try {
      URI target = url.toURI();
      operation.requireAllowed(target);
      this.request = HttpRequest.newBuilder(target);
    } catch (URISyntaxException | IllegalArgumentException malformed) {
      throw new Broken("the remote's URL is malformed", malformed);
    }
    if (!isAtHome() && operation.hasSecret()) {
      throw new Broken("the remote redirects to " + url.getProtocol() + "://" + url.getHost()
          + ", where the token does not belong. Ask the store for the repo's remote again");
    }
  }

  private boolean isAtHome() {
    URI home = operation.url();
    return url.getProtocol().equalsIgnoreCase(home.getScheme())
        && url.getHost().equalsIgnoreCase(home.getHost())
        && port(url.getPort()) == port(home.getPort());
  }

  private int port(int given) {
    return given == -1 ? url.getDefaultPort() : given;
  }

  // What JGit does to send a request

  @Override
  public void setRequestMethod(String method) {
    this.method = method;
  }

  /**
   * A compressed answer could unpack to more than the limits allow; packs are compressed anyway.
   */
  @Override
  public void setRequestProperty(String key, String value) {
    if (!key.equalsIgnoreCase("Accept-Encoding") && !key.equalsIgnoreCase("Authorization")) {
      request.setHeader(key, value);
    }
  }

  @Override
  public void setFixedLengthStreamingMode(int length) {
    inOnePiece = true;
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    if (inOnePiece) {
      piece = new ByteArrayOutputStream();
      return piece;
    }
    Outflow body = new Outflow(operation, this::deliver);
    CompletableFuture<?> begun = send(BodyPublishers.fromPublisher(body));
    body.watch(() -> {
      if (begun.isDone()) {
        answer();
        throw new Broken("the remote answered before it had everything");
      }
    });
    return body;
  }

  private CompletableFuture<HttpResponse<Inflow>> send(BodyPublisher body) throws IOException {
    operation.check();
    Secret secret = operation.secret();
    if (secret != null) {
      request.setHeader("Authorization", "Bearer " + secret.reveal());
    }
    sent =
        CLIENT.sendAsync(request.method(method, body).build(), response -> new Inflow(operation));
    return sent;
  }

  // What it does to read the answer

  @Override
  public int getResponseCode() throws IOException {
    return answer().statusCode();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    InputStream known = content;
    if (known == null) {
      known = new CalmPackets(body(answer().body()));
      content = known;
    }
    return known;
  }

  private InputStream body(InputStream body) throws IOException {
    if (!method.equals("GET")) {
      return body;
    }
    if (!String.valueOf(url.getQuery()).contains("git-receive-pack")) {
      return Capabilities.KNOWN.keep(url, body);
    }
    PushAdvert advert = new PushAdvert(body);
    if (advert.refusesThinPacks()) {
      operation.sendNoThinPack();
    }
    return advert.whole();
  }

  private HttpResponse<Inflow> answer() throws IOException {
    HttpResponse<Inflow> known = answer;
    if (known == null) {
      known = await(sent == null ? sendPiece() : sent);
      answer = known;
      requireGit(known);
    }
    return known;
  }

  private CompletableFuture<HttpResponse<Inflow>> sendPiece() throws IOException {
    operation.check();
    deliver();
    return send(body());
  }

  /** From now on a push may be taken, whatever becomes of its answer. */
  private void deliver() {
    if (method.equals("POST") && url.getPath().endsWith("/git-receive-pack")) {
      operation.deliver();
    }
  }

  private BodyPublisher body() {
    return piece == null
        ? BodyPublishers.noBody()
        : BodyPublishers.ofByteArray(piece.toByteArray());
  }

  private HttpResponse<Inflow> await(CompletableFuture<HttpResponse<Inflow>> pending)
      throws IOException {
    long end = System.nanoTime() + operation.waitNanos();
    try {
      while (true) {
        try {
          return pending.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException notYet) {
          operation.check();
          if (System.nanoTime() - end > 0) {
            throw new Broken("the remote did not answer in time", notYet);
          }
        }
      }
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      throw Broken.connection(URI.create(url.toString()), cause);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      operation.check();
      throw new InterruptedIOException("interrupted");
    } finally {
      if (!pending.isDone()) {
        pending.cancel(true);
      }
    }
  }

  /** Redirects of the first request are left to JGit, which comes back with another URL. */
  private void requireGit(HttpResponse<Inflow> response) throws IOException {
    int status = response.statusCode();
    if (status == 200) {
      String type = String.valueOf(getContentType());
      if (!type.toLowerCase(Locale.ROOT).startsWith("application/x-git-")) {
        response.body().close();
        throw new Broken("it answers with '" + Answer.plain(operation.hide(type))
            + "', which is not Git over HTTP");
      }
      String encoding = getHeaderField("Content-Encoding");
      if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
        // JGit would unpack it, and nobody would count what comes of it.
        response.body().close();
        throw new Broken("its answer is compressed, which it was not asked for");
      }
      operation.recollection().answered();
    } else if (status < 300 || status >= 400 || !method.equals("GET")) {
      try (Inflow body = response.body()) {
        // A proxy that lets nothing through leaves the answer without a body.
        byte[] words = body == null ? new byte[0] : body.readNBytes(LONGEST_REASON);
        String text = new String(words, StandardCharsets.UTF_8);
        operation.refused(Answer.of(status, operation.hide(text), getHeaderField("Retry-After")));
      }
      throw new Broken("it answered with the status " + status);
    }
  }

  @Override
  public @Nullable String getHeaderField(String name) {
    return answer == null ? null : answer.headers().firstValue(name).orElse(null);
  }

  @Override
  public List<String> getHeaderFields(String name) {
    return answer == null ? List.of() : answer.headers().allValues(name);
  }

  @Override
  public Map<String, List<String>> getHeaderFields() {
    return answer == null ? Map.of() : answer.headers().map();
  }

  @Override
  public @Nullable String getContentType() {
    return getHeaderField("Content-Type");
  }

  @Override
  public int getContentLength() {
    String length = getHeaderField("Content-Length");
    return length != null && length.matches("\\d{1,9}") ? Integer.parseInt(length) : -1;
  }

  @Override
  public URL getURL() {
    return url;
  }

  @Override
  public String getRequestMethod() {
    return method;
  }

  @Override
  public void connect() throws IOException {
    answer();
  }
}
