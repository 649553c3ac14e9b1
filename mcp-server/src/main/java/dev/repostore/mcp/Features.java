package dev.repostore.mcp;

import dev.repostore.InvalidRequestException;
import io.modelcontextprotocol.server.McpServer.StatelessSyncSpecification;
import io.modelcontextprotocol.server.McpServer.SyncSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpStatelessServerFeatures;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Our tools in the SDK's types. */
final class Features implements Surface {

  /** The key of the mark that {@link Untrusted} makes, in the {@code _meta} of a resource. */
  static final String NOTICE = "dev.repostore/notice";

  private final Gate gate;
  private final List<Tool> tools;
  private final List<Prompt> prompts;

  Features(Gate gate, List<Tool> tools) {
    this.gate = gate;
    this.tools = tools;
    this.prompts = Prompts.among(gate.stores().names()).stream()
        .filter(prompt -> gate.lets(prompt.tool()) && names().containsAll(prompt.uses()))
        .toList();
  }

  /** Those whose tools may be called here. */
  List<Prompt> prompts() {
    return prompts;
  }

  /** Of the tools that may be called here. */
  private Set<String> names() {
    return tools.stream().filter(gate::lets).map(Tool::name).collect(Collectors.toSet());
  }

  @Override
  public String instructions() {
    return Instructions.of(names());
  }

  @Override
  public void offerTo(SyncSpecification<?> server) {
    server
        .capabilities(forSdk())
        .tools(toolsForSessions())
        .resourceTemplates(templates().stream()
            .map(template -> new SyncResourceTemplateSpecification(
                template,
                (exchange, request) ->
                    read(request.uri(), new SessionClient(exchange, request.meta()))))
            .toList())
        .prompts(promptsForSessions())
        .uriTemplateManagerFactory(FileUris::new)
        .addToolFilter((context, tool) -> offers(tool.name()));
  }

  @Override
  public void offerTo(StatelessSyncSpecification server) {
    server
        .capabilities(forSdk())
        .tools(toolsForRequests())
        .resourceTemplates(templates().stream()
            .map(template -> new McpStatelessServerFeatures.SyncResourceTemplateSpecification(
                template,
                (context, request) -> Envelope.asking(
                    () -> read(request.uri(), new RequestClient(Envelope.of(context))))))
            .toList())
        .prompts(promptsForRequests())
        .uriTemplateManagerFactory(FileUris::new)
        .addToolFilter((context, tool) -> offers(tool.name()));
  }

  @Override
  public Map<String, Object> capabilities() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("logging", Map.of()); // which the SDK tells of whatever it is told
    if (!prompts.isEmpty()) {
      all.put("prompts", Map.of("listChanged", false));
    }
    if (gate.lets(FileResource.READ)) {
      all.put("resources", Map.of("subscribe", false, "listChanged", false));
    }
    all.put("tools", Map.of("listChanged", false));
    return all;
  }

  private McpSchema.ServerCapabilities forSdk() {
    Map<String, Object> own = new LinkedHashMap<>(capabilities());
    own.remove("logging");
    return Json.mapper().convertValue(own, McpSchema.ServerCapabilities.class);
  }

  private List<McpSchema.ResourceTemplate> templates() {
    return gate.lets(FileResource.READ) ? List.of(template()) : List.of();
  }

  /** Whether a tool is told of. The stores are opened to find out. */
  private boolean offers(String name) {
    return tools.stream().anyMatch(tool -> tool.name().equals(name) && gate.offers(tool));
  }

  private List<SyncToolSpecification> toolsForSessions() {
    return tools.stream()
        .map(tool -> new SyncToolSpecification(described(tool), (exchange, request) -> {
          SessionClient client = new SessionClient(exchange, request.meta());
          return result(gate.call(tool, request.arguments(), client));
        }))
        .toList();
  }

  private List<McpStatelessServerFeatures.SyncToolSpecification> toolsForRequests() {
    return tools.stream()
        .map(tool -> new McpStatelessServerFeatures.SyncToolSpecification(
            described(tool),
            (context, request) -> Envelope.asking(() -> {
              RequestClient client = new RequestClient(Envelope.of(context));
              return result(gate.call(tool, request.arguments(), client));
            })))
        .toList();
  }

  private List<SyncPromptSpecification> promptsForSessions() {
    return prompts.stream()
        .map(prompt -> new SyncPromptSpecification(
            described(prompt),
            (exchange, request) ->
                write(prompt, request, new SessionClient(exchange, request.meta()))))
        .toList();
  }

  private List<McpStatelessServerFeatures.SyncPromptSpecification> promptsForRequests() {
    return prompts.stream()
        .map(prompt -> new McpStatelessServerFeatures.SyncPromptSpecification(
            described(prompt),
            (context, request) -> Envelope.asking(
                () -> write(prompt, request, new RequestClient(Envelope.of(context))))))
        .toList();
  }

  /** What the SDK refuses, since nothing here has that name, is a call all the same. */
  @Override
  public void heard(Map<String, Object> request) {
    if (!(Params.subject(request) instanceof String named)) {
      return;
    }
    switch (String.valueOf(request.get("method"))) {
      case "tools/call" -> {
        if (tools.stream().noneMatch(tool -> tool.name().equals(named))) {
          gate.miss(named, Map.of(), "not_found");
        }
      }
      case "prompts/get" -> {
        if (prompts.stream().noneMatch(prompt -> prompt.tool().name().equals(named))) {
          gate.miss(named, Map.of(), "not_found");
        }
      }
      default -> heardUri(named);
    }
  }

  private void heardUri(String uri) {
    String reading = FileResource.READ.name();
    if (!gate.lets(FileResource.READ)) {
      gate.miss(reading, Map.of("uri", uri), "not_offered");
      return;
    }
    try {
      Links.parse(uri);
    } catch (InvalidRequestException malformed) {
      gate.miss(reading, Map.of("uri", uri), malformed.code());
    }
  }

  static McpSchema.ResourceTemplate template() {
    return new McpSchema.ResourceTemplate(
        Links.TEMPLATE,
        FileResource.NAME,
        FileResource.TITLE,
        FileResource.DESCRIPTION,
        null,
        null,
        null,
        null);
  }

  /** Reads the file a URI names, or fails as the protocol has it. */
  private McpSchema.ReadResourceResult read(String uri, Client client) {
    Map<String, Object> arguments;
    try {
      arguments = Links.parse(uri);
    } catch (InvalidRequestException malformed) {
      throw invalid(String.valueOf(malformed.getMessage()));
    }
    return resource(uri, succeeded(gate.call(FileResource.READ, arguments, client)));
  }

  static McpSchema.ReadResourceResult resource(String uri, Outcome file) {
    @Nullable Object text = file.fields().get("text");
    // A resource is a file's bytes and no more: what is said of it stands beside it.
    Map<String, Object> meta = Map.of(NOTICE, String.valueOf(file.fields().get("notice")));
    McpSchema.ResourceContents contents = text == null
        ? new McpSchema.BlobResourceContents(
            uri, "application/octet-stream", String.valueOf(file.fields().get("base64")), meta)
        : new McpSchema.TextResourceContents(uri, "text/plain", String.valueOf(text), meta);
    return new McpSchema.ReadResourceResult(List.of(contents), meta);
  }

  static McpSchema.Prompt described(Prompt prompt) {
    return new McpSchema.Prompt(
        prompt.tool().name(),
        prompt.tool().title(),
        prompt.tool().description(),
        prompt.arguments().stream()
            .map(argument -> new McpSchema.PromptArgument(
                argument.name(), null, argument.description(), argument.required()))
            .toList(),
        null,
        null);
  }

  private McpSchema.GetPromptResult write(
      Prompt prompt, McpSchema.GetPromptRequest request, Client client) {
    Outcome text = succeeded(gate.call(prompt.tool(), request.arguments(), client));
    return new McpSchema.GetPromptResult(
        prompt.tool().description(),
        List.of(new McpSchema.PromptMessage(
            McpSchema.Role.USER,
            McpSchema.TextContent.builder(String.valueOf(text.fields().get("text")))
                .build())),
        null);
  }

  /** Only tools have results that say what went wrong; all else has errors. */
  private static Outcome succeeded(Outcome outcome) {
    if (outcome.failed()) {
      throw invalid(text(outcome));
    }
    return outcome;
  }

  private static McpError invalid(String message) {
    return McpError.builder(Rpc.INVALID_PARAMS).message(message).build();
  }

  static McpSchema.Tool described(Tool tool) {
    Hints hints = tool.hints();
    return McpSchema.Tool.builder(tool.name(), tool.input().asMap())
        .title(tool.title())
        .description(tool.description())
        .outputSchema(tool.output().asMap())
        .annotations(new McpSchema.ToolAnnotations(
            null,
            hints.readOnly(),
            hints.readOnly() ? null : hints.destructive(),
            hints.readOnly() ? null : hints.idempotent(),
            hints.openWorld(),
            null))
        .build();
  }

  static McpSchema.CallToolResult result(Outcome outcome) {
    List<McpSchema.Content> content = new ArrayList<>();
    content.add(McpSchema.TextContent.builder(text(outcome)).build());
    for (Answer.Link link : outcome.links()) {
      content.add(
          new McpSchema.ResourceLink(link.name(), null, link.uri(), null, null, null, null, null));
    }
    return McpSchema.CallToolResult.builder(content)
        .structuredContent(outcome.fields())
        .isError(outcome.failed())
        .build();
  }

  /** What went wrong is for reading, the rest for parsing. */
  private static String text(Outcome outcome) {
    @Nullable Object error = outcome.fields().get("error");
    return outcome.failed() && error instanceof Map<?, ?> fields
        ? String.valueOf(fields.get("message"))
        : Json.text(outcome.fields());
  }
}
