package dev.repostore.mcp;

import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** The tools of {@link Fixtures}, but for those that ask by {@link FixtureQuestions}. */
final class FixtureTools {

  static final String SCHEMA_2020_12 = """
      {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
       "$defs": {"address": {"$anchor": "addressDef", "type": "object", "properties": {
         "street": {"type": "string"}, "city": {"type": "string"}}}},
       "properties": {"name": {"type": "string"}, "address": {"$ref": "#/$defs/address"},
         "contactMethod": {"type": "string", "enum": ["phone", "email"]},
         "phone": {"type": "string"}, "email": {"type": "string"}},
       "allOf": [{"anyOf": [{"required": ["phone"]}, {"required": ["email"]}]}],
       "if": {"properties": {"contactMethod": {"const": "phone"}}, "required": ["contactMethod"]},
       "then": {"required": ["phone"]}, "else": {"required": ["email"]},
       "additionalProperties": false}""";

  private static final String DEFAULTS = """
      {"type": "object", "required": [], "properties": {
        "name": {"type": "string", "default": "John Doe"},
        "age": {"type": "integer", "default": 30},
        "score": {"type": "number", "default": 95.5},
        "status": {"type": "string", "enum": ["active", "inactive", "pending"],
          "default": "active"},
        "verified": {"type": "boolean", "default": true}}}""";

  private static final String ENUMS = """
      {"type": "object", "required": [], "properties": {
        "untitledSingle": {"type": "string", "enum": ["option1", "option2", "option3"]},
        "titledSingle": {"type": "string", "oneOf": [
          {"const": "value1", "title": "First Option"},
          {"const": "value2", "title": "Second Option"},
          {"const": "value3", "title": "Third Option"}]},
        "legacyEnum": {"type": "string", "enum": ["opt1", "opt2", "opt3"],
          "enumNames": ["Option One", "Option Two", "Option Three"]},
        "untitledMulti": {"type": "array", "items": {"type": "string",
          "enum": ["option1", "option2", "option3"]}},
        "titledMulti": {"type": "array", "items": {"anyOf": [
          {"const": "value1", "title": "First Choice"},
          {"const": "value2", "title": "Second Choice"},
          {"const": "value3", "title": "Third Choice"}]}}}}""";

  private static final String RESPONSE = """
      {"type": "object", "required": ["username", "email"], "properties": {
        "username": {"type": "string", "description": "User's response"},
        "email": {"type": "string", "description": "User's email address"}}}""";

  private FixtureTools() {}

  static String text(String text) {
    return """
        {"content": [{"type": "text", "text": "%s"}], "isError": false}""".formatted(text);
  }

  /** What always says the same. */
  static Map<String, String> plain() {
    Map<String, String> tools = new LinkedHashMap<>();
    String image = """
        {"type": "image", "data": "%s", "mimeType": "image/png"}""".formatted(Fixtures.PIXEL);
    String resource = """
        {"type": "resource", "resource": {"uri": "test://embedded-resource",
          "mimeType": "text/plain", "text": "This is an embedded resource content."}}""";
    tools.put("test_simple_text", text("This is a simple text response for testing."));
    tools.put("test_image_content", "{\"content\": [" + image + "]}");
    tools.put("test_audio_content", """
        {"content": [{"type": "audio", "mimeType": "audio/wav",
          "data": "UklGRiQAAABXQVZFZm10IBAAAAABAAEARKwAAIhYAQACABAAZGF0YQAAAAA="}]}""");
    tools.put("test_embedded_resource", "{\"content\": [" + resource + "]}");
    tools.put(
        "test_multiple_content_types",
        "{\"content\": [{\"type\": \"text\", \"text\": \"Multiple content types test:\"}, " + image
            + ", " + resource + "]}");
    tools.put("test_error_handling", """
        {"isError": true, "content": [{"type": "text",
          "text": "This tool intentionally returns an error for testing"}]}""");
    tools.put("json_schema_2020_12_tool", text("valid"));
    return tools;
  }

  /** What talks to its client in the middle of a call. */
  static Map<
          String,
          BiFunction<McpSyncServerExchange, McpSchema.CallToolRequest, McpSchema.CallToolResult>>
      forSessions() {
    Map<
            String,
            BiFunction<McpSyncServerExchange, McpSchema.CallToolRequest, McpSchema.CallToolResult>>
        tools = new LinkedHashMap<>();
    tools.put("test_tool_with_logging", (exchange, request) -> {
      for (String each : new String[] {"started", "processing data", "completed"}) {
        exchange.loggingNotification(McpSchema.LoggingMessageNotification.builder(
                McpSchema.LoggingLevel.INFO, "Tool " + each)
            .build());
      }
      return Fixtures.result(text("logged"));
    });
    tools.put("test_tool_with_progress", (exchange, request) -> {
      Object token = request.meta() == null ? null : request.meta().get("progressToken");
      for (double done : new double[] {0, 50, 100}) {
        if (token != null) {
          exchange.progressNotification(
              new McpSchema.ProgressNotification(token, done, 100.0, null, null));
        }
      }
      return Fixtures.result(text("done"));
    });
    tools.put("test_sampling", (exchange, request) -> {
      McpSchema.CreateMessageRequest sampling = Json.mapper()
          .convertValue(
              FixtureQuestions.sampling(String.valueOf(request.arguments().get("prompt"))),
              McpSchema.CreateMessageRequest.class);
      exchange.createMessage(sampling);
      return Fixtures.result(text("LLM response: heard"));
    });
    tools.put(
        "test_elicitation",
        (exchange, request) ->
            elicited(exchange, String.valueOf(request.arguments().get("message")), RESPONSE));
    tools.put(
        "test_elicitation_sep1034_defaults",
        (exchange, request) -> elicited(exchange, "Please review", DEFAULTS));
    tools.put(
        "test_elicitation_sep1330_enums",
        (exchange, request) -> elicited(exchange, "Please choose", ENUMS));
    return tools;
  }

  private static McpSchema.CallToolResult elicited(
      McpSyncServerExchange exchange, String message, String schema) {
    McpSchema.ElicitResult answer = exchange.createElicitation(
        new McpSchema.ElicitFormRequest(message, HttpClientOf.parsed(schema), null));
    return Fixtures.result(text("Elicitation completed: action=" + answer.action()));
  }
}
