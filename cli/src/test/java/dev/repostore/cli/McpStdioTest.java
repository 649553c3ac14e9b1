package dev.repostore.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server of tools as a process that speaks on its standard input and output. */
@Timeout(180)
class McpStdioTest {

  /** What the VM gives threads that wait in the kernel. */
  private static final Duration GRACE = Duration.ofMillis(300);

  private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":"
      + "\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}";
  private static final List<String> CALLS = List.of(
      call(1, "create_repo", "{\"name\":\"a\"}"),
      call(
          2,
          "commit_files",
          "{\"repo\":\"a\",\"message\":\"m\",\"changes\":[{\"path\":\"a\",\"text\":\"b\"}]}"));

  @TempDir
  Path folder;

  @Test
  void endsAtOnceWhenItsInputDoes() throws Exception {
    Duration shortest = GRACE.multipliedBy(1000);
    for (int attempt = 0; attempt < 5 && shortest.compareTo(GRACE) > 0; attempt++) {
      Duration taken = ending(folder.resolve("data" + attempt));
      shortest = taken.compareTo(shortest) < 0 ? taken : shortest;
    }
    assertThat(shortest).isLessThan(GRACE);
  }

  @Test
  void whatIsMalformedIsNotWrittenDown() throws Exception {
    String secret = "art_v1_" + "0123456789".repeat(4);
    Path lines = folder.resolve("in");
    Files.write(
        lines,
        List.of(
                request("1", "initialize", "'" + secret + "'"),
                request(
                    "2",
                    "initialize",
                    "{'protocolVersion':'2025-11-25','capabilities':{},"
                        + "'clientInfo':{'name':'test','version':'1'}}"),
                request("3", "tools/call", "{'name':'get_repo','arguments':'" + secret + "'}"),
                request("4", "prompts/get", "{'name':{'" + secret + "':1}}"),
                request("5", "resources/read", "{'uri':['" + secret + "']}"),
                "{'jsonrpc':'2.0','method':'notifications/" + secret + "','params':'" + secret
                    + "'}",
                "{'jsonrpc':'2.0','id':'" + secret + "','result':'" + secret + "'}",
                "{'jsonrpc':'2.0','id':'" + secret + "','error':'" + secret + "'}",
                secret)
            .stream()
            .map(line -> line.replace('\'', '"'))
            .toList());

    Repostore ended = Repostore.run(
        Map.of("REPOSTORE_HOME", folder.resolve("data").toString()), folder, lines, "mcp");

    assertThat(ended.status()).isZero();
    assertThat(ended.out()).contains("-32602", "-32700").doesNotContain(secret);
    assertThat(ended.err()).doesNotContain(secret, "\tat ");
  }

  private static String request(String id, String method, String params) {
    return "{'jsonrpc':'2.0','id':" + id + ",'method':'" + method + "','params':" + params + "}";
  }

  /** The store never answers: the call is cancelled in the end, and the audit says so. */
  @Test
  void aSignalLeavesNoCallOutOfTheAudit() throws Exception {
    Path audit = folder.resolve("audit");
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String store = "repostore:artifacts:acc/main?timeout=60&base-url=http://127.0.0.1:"
          + silent.getLocalPort() + "/client/v4";
      Process process = Repostore.process(
              Map.of("REPOSTORE_HOME", folder.resolve("data").toString(), "REPOSTORE_TOKEN", "t"),
              "mcp",
              "--store",
              store,
              "--audit",
              audit.toString())
          .redirectError(folder.resolve("err").toFile())
          .start();
      RealGit.endAfter(60, process);
      OutputStream in = process.getOutputStream();
      in.write(call(1, "list_repos", "{}").getBytes(UTF_8));
      in.flush();
      try (Socket asked = silent.accept()) {
        process.toHandle().destroy(); // unlike the process itself, it leaves the streams open
        assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
        assertThat(asked.isConnected()).isTrue();
      }
    }
    assertThat(Files.readAllLines(audit))
        .singleElement()
        .asString()
        .contains("\"tool\":\"list_repos\"", "\"outcome\":\"cancelled\"");
  }

  /** How long it takes to end that has pushed over HTTP. */
  private Duration ending(Path data) throws Exception {
    Process process = Repostore.process(Map.of("REPOSTORE_HOME", data.toString()), "mcp")
        .redirectError(folder.resolve("err").toFile())
        .start();
    RealGit.endAfter(60, process);
    try (BufferedReader out = process.inputReader(UTF_8);
        OutputStream in = process.getOutputStream()) {
      for (String call : CALLS) {
        in.write(call.getBytes(UTF_8));
        in.flush();
        assertThat(out.readLine()).contains("\"isError\":false");
      }
      long ended = System.nanoTime();
      in.close();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      return Duration.ofNanos(System.nanoTime() - ended);
    }
  }

  private static String call(int id, String tool, String arguments) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id
        + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool + "\",\"arguments\":"
        + arguments + "," + META + "}}\n";
  }
}
