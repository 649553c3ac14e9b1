package dev.repostore.mcp;

import io.modelcontextprotocol.spec.McpSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Requests of 2026-07-28, each of which stands by itself: the SDK's server without sessions answers
 * them, and this adds what that revision has and the SDK has not. To be deleted with
 * {@link Envelope}, {@link RequestClient}, {@link Seal} and {@link StatelessLink} when the SDK has
 * it. Thread-safe.
 */
final class ModernLane {

  static final String VERSION = "2026-07-28";

  private static final String META = "io.modelcontextprotocol/";
  private static final String DISCOVER = "server/discover";
  private static final int MISSING_CAPABILITY = -32021;
  private static final int UNSUPPORTED_VERSION = -32022;
  private static final int OLD_NOT_FOUND = -32002;
  /** What the SDK would answer, and that revision has no more. */
  private static final Set<String> REMOVED = Set.of("initialize", "ping");
  /** How long a client may keep a result; that of another method it may not. */
  private static final Map<String, Integer> MILLISECONDS = Map.of(
      DISCOVER,
      300_000,
      "tools/list",
      300_000,
      "prompts/list",
      300_000,
      "resources/templates/list",
      300_000,
      "resources/list",
      0,
      "resources/read",
      0);

  private final StatelessLink link;
  private final McpSchema.ServerCapabilities capabilities;
  private final Surface surface;
  private final Seal seal;

  ModernLane(
      StatelessLink link, McpSchema.ServerCapabilities capabilities, Surface surface, Seal seal) {
    this.link = link;
    this.capabilities = capabilities;
    this.surface = surface;
    this.seal = seal;
  }

  /** Whether a request is meant for this lane. */
  static boolean owns(Map<String, Object> message) {
    return DISCOVER.equals(message.get("method"))
        || (Rpc.param(message, "_meta") instanceof Map<?, ?> meta
            && meta.containsKey(META + "protocolVersion"));
  }

  /** The version a request says it is of; null if it does not. */
  static @Nullable Object version(Map<String, Object> message) {
    return Rpc.param(message, "_meta") instanceof Map<?, ?> meta
        ? meta.get(META + "protocolVersion")
        : null;
  }

  /**
   * Answers a request on this thread.
   *
   * @param out where notifications of it go meanwhile
   */
  Reply answer(Map<String, Object> message, Consumer<Object> out) {
    Object id = message.get("id");
    if (!(Rpc.param(message, "_meta") instanceof Map<?, ?> meta)) {
      return invalid(id, "The request has no '_meta'.");
    }
    if (!(meta.get(META + "protocolVersion") instanceof String version)) {
      return invalid(id, "The request's _meta has no '" + META + "protocolVersion'.");
    }
    if (!version.equals(VERSION)) {
      Map<String, Object> data = Map.of("supported", List.of(VERSION), "requested", version);
      String text = "This version of the protocol is not supported.";
      return new Reply(400, Rpc.error(id, UNSUPPORTED_VERSION, text, data));
    }
    if (!(meta.get(META + "clientCapabilities") instanceof Map<?, ?> can)) {
      return invalid(id, "The request's _meta has no '" + META + "clientCapabilities'.");
    }
    String method = String.valueOf(message.get("method"));
    String malformed = Params.malformed(message);
    if (malformed != null) {
      return invalid(id, malformed);
    } else if (DISCOVER.equals(method)) {
      return complete(method, id, discovery());
    } else if (REMOVED.contains(method)) {
      return error(id, Rpc.METHOD_NOT_FOUND, "", null);
    }
    return answer(method, message, can, meta.get("progressToken"), out);
  }

  private Reply answer(
      String method,
      Map<String, Object> message,
      Map<?, ?> can,
      @Nullable Object progressToken,
      Consumer<Object> out) {
    Object id = message.get("id");
    Map<String, String> state = Map.of();
    if (Rpc.param(message, "requestState") instanceof String closed) {
      state = seal.open(closed, essence(message));
      if (state == null) {
        return invalid(
            id,
            "The requestState is not this server's for this request, has expired, or was used "
                + "before. Send the request again without it, and without inputResponses.");
      }
    }
    Map<?, ?> answers =
        Rpc.param(message, "inputResponses") instanceof Map<?, ?> given ? given : Map.of();
    Envelope envelope = new Envelope(can, progressToken, answers, state, out);
    surface.heard(message);
    McpSchema.JSONRPCResponse response = link.answer(envelope.context(), message);
    McpSchema.JSONRPCResponse.JSONRPCError error = response.error();
    if (error == null) {
      return complete(method, id, Json.object(response.result()));
    } else if (error.data() instanceof AskedException asked) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("inputRequests", asked.requests());
      result.put("requestState", seal.close(asked.state(), essence(message)));
      return new Reply(200, result(id, "input_required", result));
    }
    return error(id, error.code(), error.message(), error.data());
  }

  /** What a request asks for: all but what differs when it is sent again with answers. */
  private static Object essence(Map<String, Object> message) {
    Map<String, Object> params = new LinkedHashMap<>();
    if (message.get("params") instanceof Map<?, ?> given) {
      given.forEach((name, value) -> params.put(String.valueOf(name), value));
    }
    params.keySet().removeAll(Set.of("_meta", "inputResponses", "requestState"));
    return List.of(String.valueOf(message.get("method")), params);
  }

  private Map<String, Object> discovery() {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("supportedVersions", List.of(VERSION));
    result.put("capabilities", capabilities);
    result.put("instructions", surface.instructions());
    return result;
  }

  private static Reply complete(String method, @Nullable Object id, Map<String, Object> result) {
    Map<String, Object> hinted = new LinkedHashMap<>(result);
    Integer milliseconds = MILLISECONDS.get(method);
    if (milliseconds != null) {
      hinted.put("ttlMs", milliseconds);
      hinted.put("cacheScope", "private");
    }
    return new Reply(200, result(id, "complete", hinted));
  }

  private static Map<String, Object> result(
      @Nullable Object id, String type, Map<String, Object> result) {
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put("resultType", type);
    whole.putAll(result);
    Map<String, Object> meta = new LinkedHashMap<>();
    if (result.get("_meta") instanceof Map<?, ?> there) {
      there.forEach((name, value) -> meta.put(String.valueOf(name), value));
    }
    meta.put(META + "serverInfo", Lanes.info());
    whole.put("_meta", meta);
    return Rpc.result(id, whole);
  }

  private static Reply invalid(@Nullable Object id, String message) {
    return Reply.error(400, id, Rpc.INVALID_PARAMS, message);
  }

  private static Reply error(@Nullable Object id, int code, String message, @Nullable Object data) {
    return switch (code) {
      case Rpc.METHOD_NOT_FOUND ->
        Reply.error(404, id, code, "There is no such method in " + VERSION + ", or not here.");
      case Rpc.INTERNAL -> Reply.error(200, id, code, Rpc.FAILED);
      case OLD_NOT_FOUND -> new Reply(200, Rpc.error(id, Rpc.INVALID_PARAMS, message, data));
      case MISSING_CAPABILITY -> new Reply(400, Rpc.error(id, code, message, data));
      default ->
        data instanceof String clearer
            ? Reply.error(200, id, code, Visible.in(clearer))
            : new Reply(200, Rpc.error(id, code, message, data));
    };
  }
}
