package dev.repostore.mcp;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Where every HTTP request comes in, is checked, and goes to one era or the other. */
final class HttpEntry extends Handler.Abstract {

  static final String PATH = "/mcp";

  private static final List<String> VERSIONS =
      List.of("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", ModernLane.VERSION);
  private static final String EVENTS = "text/event-stream";
  private static final String JSON = "application/json";

  private final Lanes lanes;
  private final Guard guard;
  private final HttpLimits limits;
  private final HttpCalls calls;
  private final SessionHttp sessions;

  HttpEntry(Lanes lanes, Guard guard, HttpLimits limits, HttpCalls calls, SessionHttp sessions) {
    this.lanes = lanes;
    this.guard = guard;
    this.limits = limits;
    this.calls = calls;
    this.sessions = sessions;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Reply reply = refusal(request);
    if (reply == null) {
      reply = switch (request.getMethod()) {
        case "POST" -> post(request, response, callback);
        case "GET" -> get(request, response, callback);
        case "DELETE" -> sessions.delete(request.getHeaders());
        default -> notAllowed(response, "POST, GET, DELETE");
      };
    }
    if (reply != null) {
      Reply told = reply;
      HttpBody.skip(request, reply, () -> EventStream.send(response, callback, told));
    }
    return true;
  }

  private @Nullable Reply refusal(Request request) {
    Reply refusal = guard.refusal(Request.getServerName(request), request.getHeaders());
    if (refusal == null && !PATH.equals(Request.getPathInContext(request))) {
      return refused(404, "There is nothing here. The endpoint is " + PATH + ".");
    }
    return refusal;
  }

  /** Null if the answer is sent, or on its way. */
  private @Nullable Reply post(Request request, Response response, Callback callback) {
    HttpFields headers = request.getHeaders();
    String version = headers.get(ModernHeaders.VERSION);
    String type = headers.get(HttpHeader.CONTENT_TYPE);
    if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase(JSON)) {
      return refused(415, "The Content-Type must be " + JSON + ".");
    } else if (!accepts(headers, JSON) || !accepts(headers, EVENTS)) {
      return refused(406, "Accept both " + JSON + " and " + EVENTS + ".");
    }
    HttpBody body = HttpBody.of(request, limits);
    if (body.refusal() != null) {
      return body.refusal();
    }
    Map<String, Object> message;
    try {
      message = Json.object(body.bytes());
    } catch (IOException malformed) {
      return Reply.error(400, null, Rpc.PARSE_ERROR, "The body was not one JSON object.");
    }
    if (ModernLane.owns(message) || ModernLane.VERSION.equals(version)) {
      return modern(headers, message, response, callback);
    } else if (version != null && !VERSIONS.contains(version)) {
      return refused(
          400,
          "This " + ModernHeaders.VERSION + " is not known. Known are: "
              + String.join(", ", VERSIONS) + ".");
    }
    return sessions.post(headers, message, response, callback);
  }

  private @Nullable Reply modern(
      HttpFields headers, Map<String, Object> message, Response response, Callback callback) {
    if (Rpc.isNotification(message)) {
      return Reply.ACCEPTED; // there is none that would mean anything
    } else if (!Rpc.isRequest(message)) {
      return refused(400, "This is no JSON-RPC request.");
    }
    Reply refusal = ModernHeaders.refusal(headers, message);
    return refusal != null
        ? refusal
        : calls.run(
            message.get("id"),
            response,
            callback,
            (flight, stream) -> flight.run(() -> {
              Reply reply = lanes.modern().answer(message, stream::event);
              if (!flight.cancelled()) {
                stream.answer(reply);
              }
            }));
  }

  private @Nullable Reply get(Request request, Response response, Callback callback) {
    HttpFields headers = request.getHeaders();
    if (ModernLane.VERSION.equals(headers.get(ModernHeaders.VERSION))) {
      return notAllowed(response, "POST");
    } else if (!accepts(headers, EVENTS)) {
      return refused(406, "Accept " + EVENTS + ".");
    }
    request.addIdleTimeoutListener(idle -> false);
    return sessions.listen(headers, response, callback);
  }

  private static boolean accepts(HttpFields headers, String type) {
    List<String> accepted = headers.getQualityCSV(HttpHeader.ACCEPT);
    String any = type.substring(0, type.indexOf('/')) + "/*";
    return accepted.isEmpty()
        || accepted.stream()
            .map(each -> each.split(";", 2)[0].strip())
            .anyMatch(each ->
                each.equals("*/*") || each.equalsIgnoreCase(any) || each.equalsIgnoreCase(type));
  }

  private static Reply notAllowed(Response response, String allowed) {
    response.getHeaders().put(HttpHeader.ALLOW, allowed);
    return refused(405, "Use POST.");
  }

  private static Reply refused(int status, String message) {
    return Reply.error(status, null, Rpc.INVALID_REQUEST, message);
  }
}
