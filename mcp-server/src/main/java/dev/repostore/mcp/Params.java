package dev.repostore.mcp;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The params of requests, as far as they must be right before the SDK sees them. */
final class Params {

  /** What is about something, and the field that says what of. */
  private static final Map<String, String> NAMED =
      Map.of("tools/call", "name", "prompts/get", "name", "resources/read", "uri");

  private Params() {}

  /** What a request of this method is about, such as the name of a tool; null if of nothing. */
  static @Nullable Object subject(Map<String, Object> message) {
    String field = NAMED.get(String.valueOf(message.get("method")));
    return field == null ? null : Rpc.param(message, field);
  }

  /** What is wrong with a request, in a sentence; null if it is nothing. */
  static @Nullable String malformed(Map<String, Object> message) {
    String field = NAMED.get(String.valueOf(message.get("method")));
    if (field == null) {
      return null;
    } else if (!(Rpc.param(message, field) instanceof String)) {
      return "The field '" + field + "' must be a text.";
    }
    for (String object : List.of("arguments", "inputResponses")) {
      @Nullable Object given = Rpc.param(message, object);
      if (given != null && !(given instanceof Map)) {
        return "The field '" + object + "' must be an object.";
      }
    }
    boolean answered = Rpc.param(message, "inputResponses") instanceof Map<?, ?> answers
        && !answers.values().stream().allMatch(Map.class::isInstance);
    return answered ? "Each of the inputResponses must be an object." : null;
  }
}
