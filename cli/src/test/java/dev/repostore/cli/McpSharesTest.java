package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A data folder that somebody else has. */
@Timeout(120)
class McpSharesTest {

  @TempDir
  Path folder;

  private StdioAgent agent(Path data) throws IOException {
    return new StdioAgent(folder, Map.of("REPOSTORE_HOME", data.toString()));
  }

  @Test
  void besideAServerItIsThatServersClient() throws Exception {
    Path data = folder.resolve("data");
    try (Served server = Served.start(data);
        StdioAgent agent = agent(data);
        StdioAgent other = agent(data)) {
      assertThat(agent.call("create_repo", "{'name':'x'}"))
          .contains("\"isError\":false", server.url() + "/git/default/x.git");
      assertThat(other.call("get_repo", "{'repo':'x'}")).contains("\"isError\":false");
      assertThat(agent.call("store_info", "{}")).contains("artifacts");
      assertThat(Files.readString(folder.resolve("err"))).contains("is served at " + server.url());
    }
  }

  @Test
  void afterTheServerStoppedItSaysToStartItAgain() throws Exception {
    Path data = folder.resolve("data");
    try (Served server = Served.start(data);
        StdioAgent agent = agent(data)) {
      assertThat(agent.call("create_repo", "{'name':'x'}")).contains("\"isError\":false");
      server.stop();
      assertThat(agent.call("get_repo", "{'repo':'x'}"))
          .contains("\"unavailable\"", "'repostore serve'", "starts this server again")
          .doesNotContain("base-url");
    }
  }

  @Test
  void withoutTheServersTokenItSaysWhatToDo() throws Exception {
    Path data = folder.resolve("data");
    try (Served server = Served.start(data, Map.of("REPOSTORE_API_TOKEN", "known-to-few"));
        StdioAgent agent = agent(data)) {
      assertThat(agent.call("create_repo", "{'name':'x'}"))
          .contains("\"isError\":true", "process " + server.process().pid())
          .contains(
              "open repostore:artifacts:local/default?base-url=" + server.url() + "/client/v4")
          .contains("API token");
    }
  }

  @Test
  void besideAnotherItWaitsForTheFolder() throws Exception {
    Path data = folder.resolve("data");
    try (StdioAgent first = agent(data);
        StdioAgent second = agent(data)) {
      assertThat(first.call("create_repo", "{'name':'x'}")).contains("\"isError\":false");
      assertThat(second.call("get_repo", "{'repo':'x'}"))
          .contains("\"isError\":true", "\"unavailable\"", "process " + first.pid())
          .contains("'repostore serve' shares");
      first.end();
      assertThat(second.call("get_repo", "{'repo':'x'}")).contains("\"isError\":false");
    }
  }
}
