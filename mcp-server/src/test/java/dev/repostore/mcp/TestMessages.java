package dev.repostore.mcp;

import java.util.LinkedHashMap;
import java.util.Map;

/** Messages as clients of either era write them. */
final class TestMessages {

  static final String META = "io.modelcontextprotocol/";

  private TestMessages() {}

  static Map<String, Object> request(Object id, String method, Map<String, Object> params) {
    Map<String, Object> request = new LinkedHashMap<>(Rpc.notification(method, params));
    request.put("id", id);
    return request;
  }

  static Map<String, Object> initialize(Map<String, Object> capabilities) {
    return request(
        0,
        "initialize",
        Map.of(
            "protocolVersion",
            "2025-11-25",
            "capabilities",
            capabilities,
            "clientInfo",
            Map.of("name", "test", "version", "1")));
  }

  static Map<String, Object> call(Object id, String tool, Map<String, Object> arguments) {
    return request(id, "tools/call", Map.of("name", tool, "arguments", arguments));
  }

  /** The same request with an envelope of 2026-07-28. */
  static Map<String, Object> modern(Map<String, Object> request, Map<String, Object> more) {
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put(META + "protocolVersion", "2026-07-28");
    meta.put(META + "clientCapabilities", Map.of("elicitation", Map.of()));
    meta.put("progressToken", "token-" + request.get("id"));
    Map<String, Object> params = new LinkedHashMap<>(more);
    params.putAll(map(request.get("params")));
    params.put("_meta", meta);
    Map<String, Object> whole = new LinkedHashMap<>(request);
    whole.put("params", params);
    return whole;
  }

  static Map<String, Object> modern(Map<String, Object> request) {
    return modern(request, Map.of());
  }

  static Map<String, Object> map(Object value) {
    return Json.object(value);
  }

  static Map<String, Object> result(Map<String, Object> message) {
    return map(message.get("result"));
  }

  static Object errorCode(Map<String, Object> message) {
    return map(message.get("error")).get("code");
  }

  /** What a tool of {@link TestTools} said. */
  static Object text(Map<String, Object> message) {
    return map(result(message).get("structuredContent")).get("text");
  }
}
