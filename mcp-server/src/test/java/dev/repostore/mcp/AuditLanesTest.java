package dev.repostore.mcp;

import static dev.repostore.mcp.TestMessages.call;
import static dev.repostore.mcp.TestMessages.modern;
import static dev.repostore.mcp.TestMessages.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.RepoStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That a call is written down on whatever way it comes, also if nothing here is called so. */
@Timeout(120)
class AuditLanesTest {

  private static final String REORDERED = "no_such\u202e_tool";

  @TempDir
  private Path folder;

  private Gate gate;

  @BeforeEach
  void open() {
    gate = new Gate(ServerOptions.of(
            "main",
            () -> RepoStores.open("repostore:local:" + folder.resolve("data")),
            folder.resolve("work"))
        .withAudit(folder.resolve("audit")));
  }

  @AfterEach
  void close() {
    gate.close();
  }

  private Lanes lanes() {
    return new Lanes(new Features(gate, Registry.tools(gate.stores().names())), Clock.systemUTC());
  }

  /** Names nobody has, and URIs that name nothing. */
  private static List<Map<String, Object>> missing() {
    return List.of(
        call(1, REORDERED, Map.of("repo", "a")),
        request(2, "prompts/get", Map.of("name", "no_prompt")),
        request(3, "resources/read", Map.of("uri", "repo://main/only")),
        request(4, "resources/read", Map.of("uri", "file:///etc/passwd")));
  }

  private void requireLines() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("audit"));
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).contains("\"tool\":\"no_such{U+202E}_tool\"", "not_found");
    assertThat(lines.get(1)).contains("\"tool\":\"no_prompt\"", "not_found");
    assertThat(lines.get(2)).contains("resources/read", "repo://main/only", "invalid_request");
    assertThat(lines.get(3)).contains("resources/read", "file:///etc/passwd", "invalid_request");
  }

  @Test
  void whatIsNotHereInASession() throws Exception {
    try (StdioClient client = new StdioClient(lanes()).initialized(Map.of())) {
      for (Map<String, Object> request : missing()) {
        client.send(request);
        assertThat(client.next().toString()).contains("error").doesNotContain("\u202e");
      }
    }
    requireLines();
  }

  @Test
  void whatIsNotHereInRequestsByThemselves() throws Exception {
    try (StdioClient client = new StdioClient(lanes())) {
      for (Map<String, Object> request : missing()) {
        client.send(modern(request));
        assertThat(client.next().toString()).contains("error").doesNotContain("\u202e");
      }
    }
    requireLines();
  }

  @Test
  void whatIsNotHereInASessionOverHttp() throws Exception {
    try (HttpDoor door = HttpDoor.open(lanes(), TestDoor.OPTIONS, HttpLimits.STANDARD)) {
      HttpClientOf client = new HttpClientOf(door.url());
      String session = client.initialize(Map.of());
      for (Map<String, Object> request : missing()) {
        client.send(client.in(session, request));
      }
    }
    requireLines();
  }

  @Test
  void aCallThatAsksFirst() throws Exception {
    try (StdioClient client = new StdioClient(lanes())) {
      client.send(modern(call(1, "create_repo", Map.of("name", "a"))));
      client.next();
      client.send(modern(call(2, "delete_repo", Map.of("repo", "a"))));
      assertThat(client.next().toString()).contains("input_required");
    }
    assertThat(Files.readAllLines(folder.resolve("audit")))
        .hasSize(2)
        .element(1)
        .asString()
        .contains("\"tool\":\"delete_repo\"", "\"outcome\":\"asked\"");
  }
}
