package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A data folder that somebody else has. */
@Timeout(120)
class McpSharesTest {

  @TempDir
  Path folder;

  /** {@code repostore mcp} on the embedded store, spoken to by lines. */
  private final class Agent implements AutoCloseable {
    private final Process process;
    private final Writer in;
    private final BufferedReader out;

    Agent(Path data) throws IOException {
      process = Repostore.process(Map.of("REPOSTORE_HOME", data.toString()), "mcp")
          .directory(folder.toFile())
          .redirectError(folder.resolve("err").toFile())
          .start();
      in = process.outputWriter();
      out = process.inputReader();
    }

    String call(String tool, String arguments) throws IOException {
      in.write(
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
              + "\",\"arguments\":" + arguments
              + ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
              + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}\n");
      in.flush();
      return out.readLine();
    }

    void end() throws Exception {
      in.close();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  @Test
  void besideAServerItIsThatServersClient() throws Exception {
    Path data = folder.resolve("data");
    try (Served server = Served.start(data);
        Agent agent = new Agent(data);
        Agent other = new Agent(data)) {
      assertThat(agent.call("create_repo", "{\"name\":\"x\"}"))
          .contains("\"isError\":false", server.url() + "/git/default/x.git");
      assertThat(other.call("get_repo", "{\"repo\":\"x\"}")).contains("\"isError\":false");
      assertThat(agent.call("store_info", "{}")).contains("artifacts");
      assertThat(Files.readString(folder.resolve("err"))).contains("is served at " + server.url());
    }
  }

  @Test
  void withoutTheServersTokenItSaysWhatToDo() throws Exception {
    Path data = folder.resolve("data");
    try (Served server = Served.start(data, Map.of("REPOSTORE_API_TOKEN", "known-to-few"));
        Agent agent = new Agent(data)) {
      assertThat(agent.call("create_repo", "{\"name\":\"x\"}"))
          .contains("\"isError\":true", "process " + server.process().pid())
          .contains(
              "open repostore:artifacts:local/default?base-url=" + server.url() + "/client/v4")
          .contains("API token");
    }
  }

  @Test
  void besideAnotherItWaitsForTheFolder() throws Exception {
    Path data = folder.resolve("data");
    try (Agent first = new Agent(data);
        Agent second = new Agent(data)) {
      assertThat(first.call("create_repo", "{\"name\":\"x\"}")).contains("\"isError\":false");
      assertThat(second.call("get_repo", "{\"repo\":\"x\"}"))
          .contains("\"isError\":true", "\"unavailable\"", "process " + first.process.pid())
          .contains("'repostore serve' shares");
      first.end();
      assertThat(second.call("get_repo", "{\"repo\":\"x\"}")).contains("\"isError\":false");
    }
  }
}
