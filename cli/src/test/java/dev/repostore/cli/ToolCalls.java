package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** A client of a server of tools over HTTP, whose requests stand by themselves. */
record ToolCalls(URI url, String token) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String META = "io.modelcontextprotocol/";

  /** The whole answer to a call that does as it should. */
  String ok(String tool, Map<String, Object> arguments) throws Exception {
    String said = said(tool, arguments);
    assertThat(said).as(tool).contains("\"isError\":false");
    return said;
  }

  /** The whole answer, headers included. */
  String said(String tool, Map<String, Object> arguments) throws Exception {
    Map<String, Object> meta =
        Map.of(META + "protocolVersion", "2026-07-28", META + "clientCapabilities", Map.of());
    Map<String, Object> message = Map.of(
        "jsonrpc",
        "2.0",
        "id",
        1,
        "method",
        "tools/call",
        "params",
        Map.of("name", tool, "arguments", arguments, "_meta", meta));
    try (Jsonb jsonb = JsonbBuilder.create()) {
      HttpRequest request = HttpRequest.newBuilder(url)
          .timeout(Duration.ofSeconds(60))
          .header("Authorization", "Bearer " + token)
          .header("Content-Type", "application/json")
          .header("Accept", "application/json, text/event-stream")
          .header("MCP-Protocol-Version", "2026-07-28")
          .header("Mcp-Method", "tools/call")
          .header("Mcp-Name", tool)
          .POST(HttpRequest.BodyPublishers.ofString(jsonb.toJson(message)))
          .build();
      HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
      return answer.headers().map() + "\n" + answer.body();
    }
  }
}
