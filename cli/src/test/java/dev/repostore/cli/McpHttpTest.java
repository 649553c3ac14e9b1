package dev.repostore.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server of tools as a process that listens. */
@Timeout(180)
class McpHttpTest {

  private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\","
      + "\"params\":{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
      + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}";

  @TempDir
  Path folder;

  @Test
  void listensUntilASignalEndsIt() throws Exception {
    Path data = folder.resolve("data");
    Path err = folder.resolve("err");
    Process process = Repostore.process(
            Map.of("REPOSTORE_HOME", data.toString()), "mcp", "--http", "0")
        .directory(folder.toFile())
        .redirectError(err.toFile())
        .start();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      URI url = URI.create(out.readLine());
      Path kept = folder.resolve("repostore-mcp-token");
      String token = Files.readString(kept).strip();

      assertThat(url).hasScheme("http").hasHost("127.0.0.1").hasPath("/mcp");
      assertThat(post(url, "wrong").statusCode()).isEqualTo(401);
      assertThat(post(url, token).body()).as(Files.readString(err)).contains("\"create_repo\"");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
          .isEqualTo("rw-------");

      process.toHandle().destroy(); // unlike the process itself, it leaves the streams open
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
      assertThat(out.readLine()).isNull();
      assertThat(Files.readString(err)).contains("Stopped.").doesNotContain(token);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void othersDoNotConnectByAccident() throws Exception {
    Map<String, String> environment =
        Map.of("REPOSTORE_HOME", folder.resolve("data").toString());
    Repostore open = Repostore.run(environment, folder, "mcp", "--http", "0", "--bind", "0.0.0.0");
    assertThat(open.status()).isEqualTo(2);
    assertThat(open.err()).contains("--tls-key-store", "--insecure-bind");

    Repostore half = Repostore.run(environment, folder, "mcp", "--bind", "0.0.0.0");
    assertThat(half.status()).isEqualTo(2);
    assertThat(half.err()).contains("--http");
  }

  private static HttpResponse<String> post(URI url, String token) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(url)
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .header("MCP-Protocol-Version", "2026-07-28")
        .header("Mcp-Method", "tools/list")
        .POST(HttpRequest.BodyPublishers.ofString(LIST))
        .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
