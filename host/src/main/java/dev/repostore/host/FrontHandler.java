package dev.repostore.host;

import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Where every request comes in: it gets an id, is counted, and goes to the API or to Git. */
final class FrontHandler extends Handler.Wrapper {

  private static final String REQUEST_ID = "x-request-id";

  private final OpenRequests open;

  FrontHandler(OpenRequests open, Handler behind) {
    super(behind);
    this.open = open;
  }

  /** The id the request was given, which the client sees as well. */
  static String requestId(Response response) {
    String id = response.getHeaders().get(REQUEST_ID);
    return id == null ? "-" : id;
  }

  static void identify(Response response, String id) {
    response.getHeaders().put(REQUEST_ID, id);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    // The highest bit is set, so that all have 16 digits.
    identify(response, Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE));
    String path = request.getHttpURI().getPath();
    if (!open.enter()) {
      stopping(path).send(request, response, callback);
      return true;
    }
    Request.addCompletionListener(request, failure -> open.leave());
    // Work that takes longer than a connection may idle is still work.
    request.addIdleTimeoutListener(idle -> false);
    Drain answered = new Drain(request, callback);
    if (!super.handle(request, response, answered)) {
      TextReply.NOT_FOUND.send(request, response, answered);
    }
    return true;
  }

  private static RestReply stopping(String path) {
    String message = "The server is stopping. Try again in a moment.";
    RestReply reply = RestPath.mayBe(path)
        ? RestErrors.reply(503, message).with("Retry-After", "5")
        : new TextReply(503, message);
    return (request, response, callback) -> {
      response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
      reply.send(request, response, callback);
    };
  }
}
