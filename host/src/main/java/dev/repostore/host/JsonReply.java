package dev.repostore.host;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** An answer of JSON, or, with no bytes at all, none (204). */
final class JsonReply implements RestReply {

  private static final HttpField JSON =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");

  private final int status;
  private final byte[] body;

  JsonReply(int status, byte[] body) {
    this.status = status;
    this.body = body;
  }

  static JsonReply nothing() {
    return new JsonReply(204, new byte[0]);
  }

  @Override
  public void send(Request request, Response response, Callback callback) {
    response.setStatus(status);
    if (body.length > 0) {
      response.getHeaders().put(JSON);
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    }
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
