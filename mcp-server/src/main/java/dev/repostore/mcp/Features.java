package dev.repostore.mcp;

import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Our tools in the SDK's types. */
final class Features {

  private final Gate gate;
  private final List<Tool> tools;

  Features(Gate gate, List<Tool> tools) {
    this.gate = gate;
    this.tools = tools;
  }

  /** Whether a tool is told of. The stores are opened to find out. */
  boolean offers(String name) {
    return tools.stream().anyMatch(tool -> tool.name().equals(name) && gate.offers(tool));
  }

  /** For a server with sessions. */
  List<SyncToolSpecification> forSessions() {
    return tools.stream()
        .map(tool -> SyncToolSpecification.builder()
            .tool(described(tool))
            .callHandler((exchange, request) -> {
              SessionClient client = new SessionClient(exchange, request.meta());
              return result(gate.call(tool, request.arguments(), client));
            })
            .build())
        .toList();
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
