package dev.repostore.mcp;

import io.modelcontextprotocol.server.McpServer.StatelessSyncSpecification;
import io.modelcontextprotocol.server.McpServer.SyncSpecification;
import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.server.McpStatelessServerFeatures;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tools, resources and prompts that the conformance suites ask for by name. */
final class Fixtures implements Surface {

  static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJg"
          + "gg==";

  private static final McpSchema.PromptReference COMPLETED =
      new McpSchema.PromptReference("test_prompt_with_arguments");

  @Override
  public String instructions() {
    return "For conformance.";
  }

  private static McpSchema.ServerCapabilities forSessions() {
    return McpSchema.ServerCapabilities.builder()
        .tools(false)
        .resources(true, false)
        .prompts(false)
        .logging()
        .completions()
        .build();
  }

  @Override
  public Map<String, Object> capabilities() {
    return Json.object(forSessions());
  }

  @Override
  public void offerTo(SyncSpecification<?> server) {
    server.capabilities(forSessions());
    FixtureTools.plain()
        .forEach((name, json) -> server.toolCall(tool(name), (exchange, request) -> result(json)));
    FixtureTools.forSessions().forEach((name, work) -> server.toolCall(tool(name), work));
    resources()
        .forEach(
            (resource, json) -> server.resources(new McpServerFeatures.SyncResourceSpecification(
                resource, (exchange, request) -> contents(json))));
    server.resourceTemplates(new McpServerFeatures.SyncResourceTemplateSpecification(
        template(), (exchange, request) -> templated(request)));
    prompts()
        .forEach((prompt, json) -> server.prompts(new McpServerFeatures.SyncPromptSpecification(
            prompt, (exchange, request) -> prompted(json, request))));
    server.completions(new McpServerFeatures.SyncCompletionSpecification(
        COMPLETED, (exchange, request) -> completed()));
  }

  @Override
  public void offerTo(StatelessSyncSpecification server) {
    server.capabilities(McpSchema.ServerCapabilities.builder()
        .tools(false)
        .resources(false, false)
        .prompts(false)
        .completions()
        .build());
    FixtureTools.plain()
        .forEach((name, json) -> server.toolCall(tool(name), (context, request) -> result(json)));
    FixtureQuestions.tools()
        .forEach((name, work) -> server.toolCall(
            tool(name),
            (context, request) -> Envelope.asking(() -> result(work.apply(Envelope.of(context))))));
    resources()
        .forEach((resource, json) ->
            server.resources(new McpStatelessServerFeatures.SyncResourceSpecification(
                resource, (context, request) -> contents(json))));
    server.resourceTemplates(new McpStatelessServerFeatures.SyncResourceTemplateSpecification(
        template(), (context, request) -> templated(request)));
    prompts()
        .forEach(
            (prompt, json) -> server.prompts(new McpStatelessServerFeatures.SyncPromptSpecification(
                prompt, (context, request) -> prompted(json, request))));
    server.prompts(new McpStatelessServerFeatures.SyncPromptSpecification(
        prompt("test_input_required_result_prompt"),
        (context, request) -> Envelope.asking(
            () -> prompted(FixtureQuestions.prompt(Envelope.of(context)), request))));
    server.completions(new McpStatelessServerFeatures.SyncCompletionSpecification(
        COMPLETED, (context, request) -> completed()));
  }

  private static McpSchema.Tool tool(String name) {
    Map<String, Object> schema = name.equals("json_schema_2020_12_tool")
        ? HttpClientOf.parsed(FixtureTools.SCHEMA_2020_12)
        : Map.of("type", "object");
    return McpSchema.Tool.builder(name, schema)
        .description("Of the suite: " + name)
        .build();
  }

  static McpSchema.CallToolResult result(String json) {
    return Json.mapper().convertValue(HttpClientOf.parsed(json), McpSchema.CallToolResult.class);
  }

  private static Map<McpSchema.Resource, String> resources() {
    Map<McpSchema.Resource, String> resources = new LinkedHashMap<>();
    resources.put(resource("test://static-text", "text/plain"), """
        {"contents": [{"uri": "test://static-text", "mimeType": "text/plain",
          "text": "This is the content of the static text resource."}]}""");
    resources.put(resource("test://static-binary", "image/png"), """
        {"contents": [{"uri": "test://static-binary", "mimeType": "image/png", "blob": "%s"}]}""".formatted(PIXEL));
    resources.put(resource("test://watched-resource", "text/plain"), """
        {"contents": [{"uri": "test://watched-resource", "mimeType": "text/plain",
          "text": "watched"}]}""");
    return resources;
  }

  private static McpSchema.Resource resource(String uri, String type) {
    return McpSchema.Resource.builder(uri, uri)
        .description("Of the suite")
        .mimeType(type)
        .build();
  }

  private static McpSchema.ReadResourceResult contents(String json) {
    return Json.mapper()
        .convertValue(HttpClientOf.parsed(json), McpSchema.ReadResourceResult.class);
  }

  private static McpSchema.ResourceTemplate template() {
    return new McpSchema.ResourceTemplate(
        "test://template/{id}/data",
        "template",
        null,
        "Of the suite",
        "application/json",
        null,
        null,
        null);
  }

  private static McpSchema.ReadResourceResult templated(McpSchema.ReadResourceRequest request) {
    String id = request.uri().replaceAll("test://template/|/data", "");
    String text = "{\\\"id\\\":\\\"" + id + "\\\",\\\"templateTest\\\":true}";
    return contents("""
        {"contents": [{"uri": "%s", "mimeType": "application/json", "text": "%s"}]}""".formatted(request.uri(), text));
  }

  private static Map<McpSchema.Prompt, String> prompts() {
    Map<McpSchema.Prompt, String> prompts = new LinkedHashMap<>();
    prompts.put(prompt("test_simple_prompt"), message("This is a simple prompt for testing."));
    prompts.put(
        prompt("test_prompt_with_arguments", "arg1", "arg2"),
        message("Prompt with arguments: arg1='{arg1}', arg2='{arg2}'"));
    prompts.put(prompt("test_prompt_with_embedded_resource", "resourceUri"), """
        {"messages": [
          {"role": "user", "content": {"type": "resource", "resource": {"uri": "{resourceUri}",
            "mimeType": "text/plain", "text": "Embedded resource content for testing."}}},
          {"role": "user", "content": {"type": "text", "text": "Please process it."}}]}""");
    prompts.put(prompt("test_prompt_with_image"), """
        {"messages": [
          {"role": "user", "content": {"type": "image", "data": "%s", "mimeType": "image/png"}},
          {"role": "user", "content": {"type": "text", "text": "Please analyze the image."}}]}""".formatted(PIXEL));
    return prompts;
  }

  static String message(String text) {
    return """
        {"messages": [{"role": "user", "content": {"type": "text", "text": "%s"}}]}""".formatted(text);
  }

  private static McpSchema.Prompt prompt(String name, String... arguments) {
    List<McpSchema.PromptArgument> named = List.of(arguments).stream()
        .map(argument -> new McpSchema.PromptArgument(argument, null, "Of the suite", true))
        .toList();
    return new McpSchema.Prompt(name, null, "Of the suite", named, null, null);
  }

  private static McpSchema.GetPromptResult prompted(
      String json, McpSchema.GetPromptRequest request) {
    String filled = json;
    if (request.arguments() != null) {
      for (Map.Entry<String, Object> argument : request.arguments().entrySet()) {
        filled = filled.replace("{" + argument.getKey() + "}", "" + argument.getValue());
      }
    }
    return Json.mapper().convertValue(HttpClientOf.parsed(filled), McpSchema.GetPromptResult.class);
  }

  private static McpSchema.CompleteResult completed() {
    return new McpSchema.CompleteResult(
        new McpSchema.CompleteResult.CompleteCompletion(List.of("paris", "park"), 2, false));
  }
}
