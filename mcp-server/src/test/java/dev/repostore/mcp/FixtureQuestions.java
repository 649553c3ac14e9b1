package dev.repostore.mcp;

import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The tools of {@link Fixtures} that only 2026-07-28 has, most of which ask for input. */
final class FixtureQuestions {

  private static final String PREFIX = "test_input_required_result_";

  private FixtureQuestions() {}

  static Map<String, Function<Envelope, String>> tools() {
    Map<String, Function<Envelope, String>> tools = new LinkedHashMap<>();
    Map<String, Object> name = elicitation("What is your name?", "name", "string");
    Map<String, Object> confirm = elicitation("Please confirm", "ok", "boolean");
    Map<String, Object> roots = Map.of("method", "roots/list", "params", Map.of());
    tools.put("test_tool_with_progress", FixtureQuestions::progress);
    tools.put("test_streaming_elicitation", FixtureQuestions::progress);
    tools.put("test_logging_tool", envelope -> FixtureTools.text("nothing was logged"));
    tools.put("test_missing_capability", envelope -> {
      require(envelope, "sampling");
      return FixtureTools.text("there");
    });
    tools.put(PREFIX + "elicitation", asking(Map.of("user_name", name)));
    tools.put(PREFIX + "sampling", asking(Map.of("capital_question", sample("Of France?"))));
    tools.put(PREFIX + "list_roots", asking(Map.of("client_roots", roots)));
    tools.put(PREFIX + "request_state", asking(Map.of("confirm", confirm)));
    tools.put(PREFIX + "tampered_state", asking(Map.of("confirm", confirm)));
    tools.put(
        PREFIX + "multiple_inputs",
        asking(Map.of("user_name", name, "greeting", sample("Greet"), "client_roots", roots)));
    tools.put(PREFIX + "capabilities", envelope -> {
      Map<String, Object> can = new LinkedHashMap<>();
      if (envelope.capabilities().containsKey("elicitation")) {
        can.put("user_name", name);
      }
      if (envelope.capabilities().containsKey("sampling")) {
        can.put("greeting", sample("Greet"));
      }
      ask(envelope, can);
      return FixtureTools.text("all there");
    });
    tools.put(PREFIX + "multi_round", envelope -> {
      boolean second = "2".equals(envelope.state().get("round"));
      if (second && envelope.answers().containsKey("step2")) {
        return FixtureTools.text("Both steps are done.");
      } else if (envelope.answers().containsKey("step1")) {
        throw new AskedException(
            Map.of("step2", elicitation("Your colour?", "color", "string")), Map.of("round", "2"));
      }
      throw new AskedException(Map.of("step1", name), Map.of("round", "1"));
    });
    return tools;
  }

  static String prompt(Envelope envelope) {
    ask(envelope, Map.of("user_context", elicitation("What context?", "context", "string")));
    return Fixtures.message("With the context that was given.");
  }

  private static Function<Envelope, String> asking(Map<String, Object> questions) {
    return envelope -> {
      ask(envelope, questions);
      return FixtureTools.text("state-ok");
    };
  }

  /** Asks until all answers are there. */
  private static void ask(Envelope envelope, Map<String, Object> questions) {
    if (!envelope.answers().keySet().containsAll(questions.keySet())) {
      throw new AskedException(questions, Map.of());
    }
  }

  private static String progress(Envelope envelope) {
    for (int done : new int[] {0, 50, 100}) {
      if (envelope.progressToken() != null) {
        envelope
            .out()
            .accept(Rpc.notification(
                "notifications/progress",
                Map.of("progressToken", envelope.progressToken(), "progress", done, "total", 100)));
      }
    }
    return FixtureTools.text("done");
  }

  private static void require(Envelope envelope, String capability) {
    if (!envelope.capabilities().containsKey(capability)) {
      throw new McpError(new McpSchema.JSONRPCResponse.JSONRPCError(
          -32021,
          "The client has to be capable of " + capability + ".",
          Map.of("requiredCapabilities", Map.of(capability, Map.of()))));
    }
  }

  private static Map<String, Object> elicitation(String message, String field, String type) {
    Map<String, Object> schema = Map.of(
        "type", "object",
        "properties", Map.of(field, Map.of("type", type)),
        "required", List.of(field));
    return Map.of(
        "method",
        "elicitation/create",
        "params",
        Map.of("mode", "form", "message", message, "requestedSchema", schema));
  }

  private static Map<String, Object> sample(String prompt) {
    return Map.of("method", "sampling/createMessage", "params", sampling(prompt));
  }

  static Map<String, Object> sampling(String prompt) {
    Map<String, Object> content = Map.of("type", "text", "text", prompt);
    return Map.of(
        "messages", List.of(Map.of("role", "user", "content", content)), "maxTokens", 100);
  }
}
