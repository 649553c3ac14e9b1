package dev.repostore.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/** One request of an import and its answer, as JGit wants to see them. */
final class RemoteExchange implements HttpConnection {

  private static final String ADVERTISEMENT = "application/x-git-upload-pack-advertisement";
  private static final long MOST_CHATTER = 1 << 20;

  private final RemoteHttp http;
  private final URL url;
  private final Request request;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final InputStreamResponseListener answer = new InputStreamResponseListener();
  private @Nullable Response response;

  RemoteExchange(RemoteHttp http, URL url, Request request) {
    this.http = http;
    this.url = url;
    this.request = request;
  }

  @Override
  public int getResponseCode() throws IOException {
    return answered().getStatus();
  }

  @Override
  public URL getURL() {
    return url;
  }

  @Override
  public String getResponseMessage() throws IOException {
    String reason = answered().getReason();
    return reason == null ? "" : reason;
  }

  @Override
  public Map<String, List<String>> getHeaderFields() {
    return sent().getHeaders().stream()
        .collect(Collectors.groupingBy(
            HttpField::getName, Collectors.mapping(HttpField::getValue, Collectors.toList())));
  }

  /**
   * Nothing compressed is asked for: what comes in is counted, and a little can inflate to much.
   */
  @Override
  public void setRequestProperty(String key, String value) {
    if (!HttpHeader.ACCEPT_ENCODING.is(key)) {
      request.headers(headers -> headers.put(key, value));
    }
  }

  @Override
  public void setRequestMethod(String method) {
    request.method(method);
  }

  @Override
  public void setUseCaches(boolean ignored) {}

  @Override
  public void setConnectTimeout(int ignored) {}

  @Override
  public void setReadTimeout(int ignored) {}

  @Override
  public @Nullable String getContentType() {
    return getHeaderField(HttpHeader.CONTENT_TYPE.asString());
  }

  @Override
  public InputStream getInputStream() throws IOException {
    answered();
    return new ChatterLimit(
        http.counted(answer.getInputStream()),
        MOST_CHATTER,
        new Refusal(ImportErrors.tooTalkative(http.remote())));
  }

  @Override
  public @Nullable String getHeaderField(String name) {
    return HttpHeader.CONTENT_ENCODING.is(name) ? null : sent().getHeaders().get(name);
  }

  @Override
  public List<String> getHeaderFields(String name) {
    return sent().getHeaders().getValuesList(name);
  }

  @Override
  public int getContentLength() {
    return (int)
        Math.min(sent().getHeaders().getLongField(HttpHeader.CONTENT_LENGTH), Integer.MAX_VALUE);
  }

  @Override
  public void setInstanceFollowRedirects(boolean ignored) {}

  @Override
  public void setDoOutput(boolean ignored) {}

  @Override
  public void setFixedLengthStreamingMode(int ignored) {}

  @Override
  public OutputStream getOutputStream() {
    return body;
  }

  @Override
  public void setChunkedStreamingMode(int ignored) {}

  @Override
  public String getRequestMethod() {
    return request.getMethod();
  }

  @Override
  public boolean usingProxy() {
    return false;
  }

  @Override
  public void connect() throws IOException {
    answered();
  }

  /** JGit asks this to stop checking certificates, and only then. */
  @Override
  public void configure(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
    throw new IllegalStateException("An import always checks certificates");
  }

  /** As {@link #configure}. */
  @Override
  public void setHostnameVerifier(HostnameVerifier verifier) {
    throw new IllegalStateException("An import always checks certificates");
  }

  private Response answered() throws IOException {
    Response there = response;
    if (there != null) {
      return there;
    }
    if (body.size() > 0) {
      request.body(new BytesRequestContent(body.toByteArray()));
    }
    http.timed(request).send(answer);
    Response came = await();
    response = came;
    http.answered(came.getStatus());
    refuseOtherThanGit(came);
    return came;
  }

  private Response await() throws IOException {
    try {
      return answer.get(http.left().toMillis() + 1, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (TimeoutException late) {
      throw http.broke((IOException) new SocketTimeoutException().initCause(late));
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      throw http.broke(cause instanceof IOException io ? io : new IOException(cause));
    }
  }

  /** JGit would go on with a server that serves files alone, object by object and unlimited. */
  private void refuseOtherThanGit(Response came) throws Refusal {
    boolean listing = request.getMethod().equals("GET") && came.getStatus() == HTTP_OK;
    if (listing && !ADVERTISEMENT.equals(getContentType())) {
      throw new Refusal(ImportErrors.noGitAt(http.remote(), null));
    }
  }

  private Response sent() {
    Response there = response;
    if (there == null) {
      throw new IllegalStateException("The request was not sent yet");
    }
    return there;
  }
}
