package dev.repostore.host;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The answer to one Git request; exactly one of its methods ends it. */
record GitReply(Response response, Callback callback) {

  /** A plain sentence; Git shows it if the status is not 200. */
  void text(int status, String text) {
    response.setStatus(status);
    bytes("text/plain;charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  void refused(GitAccess.Refused refusal) {
    HttpFields.Mutable headers = response.getHeaders();
    if (refusal.challenge()) {
      headers.put(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"artifacts\"");
    }
    if (refusal.retry()) {
      headers.put(HttpHeader.RETRY_AFTER, "1");
    }
    text(refusal.status(), refusal.text());
  }

  /** The host has more to do than it takes on; a moment later it will be better. */
  void busy() {
    refused(new GitAccess.Refused(503, "The host is busy. Try again in a moment.", false, true));
  }

  /** The repo was asked for too often; {@code wait} from now it may be asked again. */
  void limited(Duration wait) {
    response.getHeaders().put(HttpHeader.RETRY_AFTER, RateLimiter.seconds(wait));
    text(429, "Too many requests for this repo in the last 10 seconds. Wait a little.");
  }

  void bytes(String contentType, byte[] body) {
    headers(contentType);
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  /** An answer that is written piece by piece; {@link GitOutput#finish} ends it. */
  GitOutput output(String contentType) {
    headers(contentType);
    return new GitOutput(response);
  }

  void finish(GitOutput output) {
    output.finish(callback);
  }

  /** The client is gone, or is to be let go of: the connection is closed. */
  void broken(Throwable cause) {
    callback.failed(cause);
  }

  /** The request was never received whole. */
  void unfinished(Throwable cause) {
    response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
    text(408, String.valueOf(cause.getMessage()));
  }

  private void headers(String contentType) {
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.CONTENT_TYPE, contentType);
    headers.put(HttpHeader.CACHE_CONTROL, "no-cache, max-age=0, must-revalidate");
  }
}
