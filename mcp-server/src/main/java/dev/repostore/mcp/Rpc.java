package dev.repostore.mcp;

import io.modelcontextprotocol.spec.McpSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** JSON-RPC 2.0 as far as the SDK does not do it. */
final class Rpc {

  static final int PARSE_ERROR = -32700;
  static final int INVALID_REQUEST = -32600;
  static final int METHOD_NOT_FOUND = -32601;
  static final int INVALID_PARAMS = -32602;
  static final int INTERNAL = -32603;
  static final int BUSY = -32000;

  /** All a client is told of what went wrong inside. */
  static final String FAILED = "The server failed. Its log says more.";

  /** All that is told of params that could not be read, to clients and to the log. */
  static final String MALFORMED = "The params are malformed.";

  /** Notifications the SDK knows; all others it logs, with what is in them. */
  private static final Set<String> KNOWN =
      Set.of("notifications/initialized", "notifications/roots/list_changed");

  private Rpc() {}

  /** An error as an answer, with a null id where the request's is not known. */
  static Map<String, Object> error(@Nullable Object id, int code, String message) {
    return error(id, code, message, null);
  }

  static Map<String, Object> error(
      @Nullable Object id, int code, String message, @Nullable Object data) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", code);
    error.put("message", message);
    if (data != null) {
      error.put("data", data);
    }
    return answer(id, "error", error);
  }

  /** The answer to a request the SDK threw at: handlers do not throw, so that it was malformed. */
  static Map<String, Object> failure(@Nullable Object id, RuntimeException failed) {
    if (failed instanceof IllegalArgumentException) {
      return error(id, INVALID_PARAMS, MALFORMED);
    }
    Logger log = LoggerFactory.getLogger(Rpc.class); // here: most servers start without one
    log.warn("a message could not be handled: {}", failed.getClass().getName());
    log.debug("why", failed);
    return error(id, INTERNAL, FAILED);
  }

  static Map<String, Object> notification(String method, Map<String, Object> params) {
    Map<String, Object> notification = new LinkedHashMap<>();
    notification.put("jsonrpc", "2.0");
    notification.put("method", method);
    notification.put("params", params);
    return notification;
  }

  static Map<String, Object> result(@Nullable Object id, Object result) {
    return answer(id, "result", result);
  }

  @SuppressWarnings("NullAway") // the id of an answer to what could not be read is null
  private static Map<String, Object> answer(@Nullable Object id, String field, Object value) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("jsonrpc", "2.0");
    answer.put("id", id);
    answer.put(field, value);
    return answer;
  }

  /** The SDK tells clients what its exceptions say, and has one name for all unknown tools. */
  static McpSchema.JSONRPCResponse tidied(McpSchema.JSONRPCResponse response) {
    McpSchema.JSONRPCResponse.JSONRPCError error = response.error();
    if (error == null) {
      return response;
    } else if (error.code() == INTERNAL) {
      return MALFORMED.equals(error.message())
          ? failed(response.id(), INVALID_PARAMS, MALFORMED)
          : failed(response.id(), INTERNAL, FAILED);
    }
    return error.data() instanceof String clearer
        ? failed(response.id(), error.code(), Visible.in(clearer))
        : response;
  }

  private static McpSchema.JSONRPCResponse failed(Object id, int code, String message) {
    return McpSchema.JSONRPCResponse.error(
        id, new McpSchema.JSONRPCResponse.JSONRPCError(code, message));
  }

  static boolean isRequest(Map<String, Object> message) {
    return isMessage(message) && message.get("method") instanceof String && isId(message.get("id"));
  }

  static boolean isNotification(Map<String, Object> message) {
    return isMessage(message)
        && message.get("method") instanceof String
        && !message.containsKey("id");
  }

  static boolean isAnswer(Map<String, Object> message) {
    return isMessage(message)
        && !message.containsKey("method")
        && isId(message.get("id"))
        && message.containsKey("result") != message.containsKey("error");
  }

  private static boolean isMessage(Map<String, Object> message) {
    return "2.0".equals(message.get("jsonrpc"));
  }

  private static boolean isId(@Nullable Object id) {
    return id instanceof String || id instanceof Integer || id instanceof Long;
  }

  /** Whether the SDK is to hear of a notification. */
  static boolean isKnown(Map<String, Object> notification) {
    return KNOWN.contains(String.valueOf(notification.get("method")));
  }

  static McpSchema.JSONRPCMessage forSdk(Map<String, Object> message) {
    Class<? extends McpSchema.JSONRPCMessage> type = isAnswer(message)
        ? McpSchema.JSONRPCResponse.class
        : isRequest(message) ? McpSchema.JSONRPCRequest.class : McpSchema.JSONRPCNotification.class;
    Map<String, Object> whole = new LinkedHashMap<>(message);
    if (type == McpSchema.JSONRPCRequest.class) {
      whole.putIfAbsent("params", Map.of()); // the SDK fails where there are none
    }
    return Json.mapper().convertValue(whole, type);
  }

  /** A field of {@code params}, if there is one. */
  static @Nullable Object param(Map<String, Object> message, String name) {
    return message.get("params") instanceof Map<?, ?> params ? params.get(name) : null;
  }
}
