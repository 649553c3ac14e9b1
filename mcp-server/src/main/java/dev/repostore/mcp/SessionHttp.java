package dev.repostore.mcp;

import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Streamable HTTP as it was up to 2025-11-25: with sessions that a header names. Thread-safe. */
final class SessionHttp {

  private static final String SESSION = "Mcp-Session-Id";

  private final HttpSessions sessions;
  private final HttpCalls calls;
  private final Surface surface;

  SessionHttp(HttpSessions sessions, HttpCalls calls, Surface surface) {
    this.surface = surface;
    this.sessions = sessions;
    this.calls = calls;
  }

  /** Null if the answer is sent. */
  @Nullable
  Reply post(
      HttpFields headers, Map<String, Object> message, Response response, Callback callback) {
    if (Rpc.isRequest(message) && "initialize".equals(message.get("method"))) {
      return initialize(message, response);
    }
    String id = headers.get(SESSION);
    HttpSessions.Kept session = id == null ? null : sessions.get(id);
    if (session == null) {
      return unknown(id, message.get("id"));
    } else if (Rpc.isRequest(message)) {
      return request(session, message, response, callback);
    } else if (Rpc.isNotification(message)) {
      return notification(session, message);
    } else if (Rpc.isAnswer(message)) {
      return answer(session, message);
    }
    return Reply.error(
        400, null, Rpc.INVALID_REQUEST, "This is no JSON-RPC request, notification or answer.");
  }

  private Reply initialize(Map<String, Object> message, Response response) {
    Object id = Objects.requireNonNull(message.get("id"));
    McpStreamableServerSession.McpStreamableServerSessionInit begun;
    McpSchema.InitializeResult result;
    try {
      McpSchema.InitializeRequest request = Json.mapper()
          .convertValue(
              Objects.requireNonNullElse(message.get("params"), Map.of()),
              McpSchema.InitializeRequest.class);
      begun = sessions.begin(request);
      if (begun == null) {
        return Reply.error(503, id, Rpc.BUSY, "There are too many sessions. Try again later.");
      }
      result = begun.initResult().block();
    } catch (IllegalArgumentException malformed) {
      return Reply.error(400, id, Rpc.INVALID_PARAMS, "The params of 'initialize' are malformed.");
    }
    response.getHeaders().put(SESSION, begun.session().getId());
    return new Reply(200, Rpc.result(id, Objects.requireNonNull(result)));
  }

  private @Nullable Reply request(
      HttpSessions.Kept session,
      Map<String, Object> message,
      Response response,
      Callback callback) {
    Object id = Objects.requireNonNull(message.get("id"));
    return calls.run(
        id,
        response,
        callback,
        (flight, stream) -> session.run(id, flight, () -> {
          surface.heard(message);
          session
              .session()
              .responseStream(new SessionStream(stream, false))
              .handle((McpSchema.JSONRPCRequest) Rpc.forSdk(message))
              .block();
        }));
  }

  private static Reply notification(HttpSessions.Kept session, Map<String, Object> message) {
    if ("notifications/cancelled".equals(message.get("method"))) {
      Object id = Rpc.param(message, "requestId");
      if (id != null) {
        session.cancel(id);
      }
    } else if (Rpc.isKnown(message)) {
      session
          .session()
          .accept((McpSchema.JSONRPCNotification) Rpc.forSdk(message))
          .block();
    }
    return Reply.ACCEPTED;
  }

  private static Reply answer(HttpSessions.Kept session, Map<String, Object> message) {
    try {
      session.session().accept((McpSchema.JSONRPCResponse) Rpc.forSdk(message)).block();
      return Reply.ACCEPTED;
    } catch (McpError | IllegalArgumentException unexpected) {
      return Reply.error(400, null, Rpc.INVALID_REQUEST, "Nobody waits for this answer.");
    }
  }

  /** Opens the stream for what belongs to no request; null if it is open. */
  @Nullable
  Reply listen(HttpFields headers, Response response, Callback callback) {
    String id = headers.get(SESSION);
    HttpSessions.Kept session = id == null ? null : sessions.get(id);
    if (session == null) {
      return unknown(id, null);
    }
    AtomicReference<Runnable> release = new AtomicReference<>(() -> {});
    EventStream stream = new EventStream(response, callback, () -> release.get().run());
    release.set(
        session.session().listeningStream(new SessionStream(stream, true))::releaseTransport);
    stream.listen();
    boolean ended = sessions.get(session.session().getId()) == null;
    if (ended) { // perhaps before it knew of this stream, which nobody else ends
      stream.end();
    }
    calls.watch(stream);
    return null;
  }

  Reply delete(HttpFields headers) {
    String id = headers.get(SESSION);
    return id != null && sessions.end(id) ? Reply.NO_CONTENT : unknown(id, null);
  }

  private static Reply unknown(@Nullable String session, @Nullable Object id) {
    return session == null
        ? Reply.error(400, id, Rpc.INVALID_REQUEST, "The header '" + SESSION + "' is missing.")
        : Reply.error(
            404, id, Rpc.INVALID_REQUEST, "There is no such session. Begin one: 'initialize'.");
  }
}
