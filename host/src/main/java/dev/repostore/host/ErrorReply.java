package dev.repostore.host;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * An error in the envelope of the REST API.
 *
 * @param field the field that is to blame, as on the wire; null for none
 */
record ErrorReply(
    int status, int code, String message, @Nullable String field, Map<String, String> headers)
    implements RestReply {

  private static final String DOCUMENTATION =
      "https://developers.cloudflare.com/artifacts/api/errors#";

  ErrorReply {
    headers = Map.copyOf(headers);
  }

  static ErrorReply of(int status, int code, String message) {
    return new ErrorReply(status, code, message, null, Map.of());
  }

  ErrorReply at(@Nullable String field) {
    return new ErrorReply(status, code, message, field, headers);
  }

  /** Tells when to come back. */
  ErrorReply retryAfter(Duration wait) {
    return with("Retry-After", Long.toString(RateLimiter.seconds(wait)));
  }

  /** Tells the vendor's SDK, which retries every 409, 429 and 5xx, that there is no point. */
  ErrorReply withoutRetry() {
    return status >= 500 || status == 409 ? with("x-should-retry", "false") : this;
  }

  ErrorReply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new ErrorReply(status, code, message, field, more);
  }

  byte[] json() {
    return RestJson.object(json -> {
      json.writeNull("result");
      json.write("success", false);
      json.writeStartArray("errors").writeStartObject();
      json.write("code", code).write("message", message);
      // Cloudflare's codes for any API (10000 and the like) are not on that page.
      if (code >= HostErrors.INVALID_INPUT && code <= HostErrors.MEMORY_LIMIT) {
        json.write("documentation_url", DOCUMENTATION + code);
      }
      if (field != null) {
        json.writeStartObject("source").write("pointer", "/" + field).writeEnd();
      }
      json.writeEnd().writeEnd();
      json.writeStartArray("messages").writeEnd();
    });
  }

  @Override
  public void send(Request request, Response response, Callback callback) {
    headers.forEach(response.getHeaders()::put);
    new JsonReply(status, json()).send(request, response, callback);
  }
}
