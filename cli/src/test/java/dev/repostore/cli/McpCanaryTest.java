package dev.repostore.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server of tools with every logger at its most talkative, on a store that is served: no token
 * is in what it logs, answers or writes, nor in the list of processes.
 */
@Timeout(180)
class McpCanaryTest {

  private static final String API = "canary-api-0123456789abcdef";
  private static final String MCP = "canary-mcp-0123456789abcdef";
  private final TokenSearch search = new TokenSearch(API, MCP);

  @TempDir
  Path folder;

  private Served store;
  private Path work;
  private Path err;

  @BeforeEach
  void serve() throws IOException {
    store = Served.start(folder.resolve("served"), Map.of("REPOSTORE_API_TOKEN", API));
    work = Files.createDirectories(folder.resolve("mcp"));
    err = work.resolve("err");
  }

  @AfterEach
  void stop() {
    store.close();
  }

  @Test
  void noTokenIsSeenAnywhere() throws Exception {
    List<String> seen = played(Main.class, false);
    assertThat(seen).filteredOn(search::finds).isEmpty();
    assertThat(search.below(folder)).isEmpty();
    assertThat(Files.readString(err))
        .as("what loggers said")
        .contains("Authorization", "org.eclipse.jetty", "dev.repostore", "jdk.internal.httpclient")
        .contains("reactor.util", "org.eclipse.jgit"); // of the MCP SDK no logger says anything
  }

  /** The store, and Git's server and client with it, are in the process itself. */
  @Test
  void noTokenOfTheEmbeddedStoreIsSeen() throws Exception {
    Map<String, String> environment = Map.of(
        "REPOSTORE_HOME", work.resolve("home").toString(),
        "JDK_JAVA_OPTIONS", TokenSearch.talkative(work));
    for (boolean reveal : new boolean[] {false, true}) {
      String repo = "r" + reveal;
      try (StdioAgent agent = new StdioAgent(
          work, environment, reveal ? new String[] {"--reveal-tokens"} : new String[0])) {
        String minted = minted(agent, repo);
        assertThat(search.finds(minted)).as("shown").isEqualTo(reveal);
        agent.end();
      }
      assertThat(search.below(folder)).isEmpty();
      assertThat(Files.readString(err)).contains("git-receive-pack", "org.eclipse.jetty");
    }
  }

  /** What is said of a token, after others have been used. */
  private String minted(StdioAgent agent, String repo) throws IOException {
    List<String> said = new ArrayList<>();
    said.add(agent.ok("create_repo", "{'name':'" + repo + "'}"));
    said.add(agent.ok(
        "commit_files",
        "{'repo':'" + repo + "','message':'first','changes':[{'path':'a','text':'a'}]}"));
    said.add(agent.ok("clone", "{'repo':'" + repo + "'}"));
    said.add(agent.ok("branch", "{'folder':'" + repo + "','action':'create','name':'b'}"));
    said.add(agent.ok("push", "{'folder':'" + repo + "'}"));
    said.add(agent.ok("fork_repo", "{'repo':'" + repo + "','name':'f-" + repo + "'}"));
    said.add(agent.call("validate_token", "{'repo':'" + repo + "','token':'none'}"));
    assertThat(said).noneMatch(search::finds);
    return agent.ok("mint_token", "{'repo':'" + repo + "'}");
  }

  @Tag("soak") // as it does in the test of the embedded store
  @Test
  void theSearchFindsWhatIsShownOnRequest() throws Exception {
    List<String> seen = played(Main.class, true);
    assertThat(seen).filteredOn(search::finds).hasSize(1);
    assertThat(search.below(folder)).isEmpty();
  }

  @Tag("soak")
  @Test
  void theSearchFindsWhatLibrariesLogWhereNothingHidesIt() throws Exception {
    played(Unscreened.class, false);
    assertThat(Files.readString(err)).contains(API, MCP);
    assertThat(search.below(folder)).containsExactly(err);
  }

  /** All that was answered and listed while an agent did what leads to tokens. */
  private List<String> played(Class<?> main, boolean reveal) throws Exception {
    Process process = start(main, reveal);
    List<String> seen = new ArrayList<>();
    try (var out = process.inputReader(UTF_8)) {
      ToolCalls calls = new ToolCalls(URI.create(out.readLine()), MCP);
      seen.addAll(circle(calls));
      seen.addAll(nonsense(calls));
      seen.add(processes());
      process.toHandle().destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      seen.add(String.join("\n", out.lines().toList()));
    } finally {
      process.destroyForcibly();
    }
    return seen;
  }

  private Process start(Class<?> main, boolean reveal) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(
        "mcp",
        "--http",
        "0",
        "--store",
        "repostore:artifacts:local/default?base-url=" + store.url() + "/client/v4",
        "--root",
        work.resolve("root").toString(),
        "--audit",
        work.resolve("audit").toString(),
        "--yes"));
    if (reveal) {
      arguments.add("--reveal-tokens");
    }
    Map<String, String> environment = Map.of(
        "REPOSTORE_HOME",
        work.resolve("home").toString(),
        "REPOSTORE_TOKEN",
        API,
        "REPOSTORE_MCP_TOKEN",
        MCP,
        "JDK_JAVA_OPTIONS",
        TokenSearch.talkative(work));
    ProcessBuilder builder = Repostore.process(environment, arguments.toArray(String[]::new))
        .directory(work.toFile())
        .redirectError(err.toFile());
    builder.command().replaceAll(word -> word.equals(Main.class.getName()) ? main.getName() : word);
    return builder.start();
  }

  private List<String> circle(ToolCalls calls) throws Exception {
    List<String> said = new ArrayList<>();
    said.add(calls.ok("create_repo", Map.of("name", "x")));
    String minted = calls.ok("mint_token", Map.of("repo", "x", "scope", "write"));
    said.add(minted);
    String handle = minted.replaceFirst("(?s).*\"handle\":\"([^\"]+)\".*", "$1");
    said.add(calls.ok(
        "commit_files",
        Map.of(
            "repo",
            "x",
            "message",
            "first",
            "changes",
            List.of(Map.of("path", "a", "text", "a\n")))));
    said.add(calls.ok("clone", Map.of("repo", "x", "token", handle)));
    Files.writeString(work.resolve("root/x/b"), "b\n");
    said.add(calls.ok("commit", Map.of("folder", "x", "message", "second")));
    said.add(calls.ok("push", Map.of("folder", "x", "token", handle)));
    said.add(calls.ok("pull", Map.of("folder", "x")));
    said.add(calls.ok("fork_repo", Map.of("repo", "x", "name", "y")));
    said.add(calls.ok("grep", Map.of("repo", "y", "pattern", "b")));
    said.add(calls.ok("list_tokens", Map.of("repo", "x", "state", "all")));
    said.add(calls.ok("validate_token", Map.of("repo", "x", "token", handle)));
    said.add(calls.ok("revoke_token", Map.of("repo", "x", "token", handle)));
    said.add(calls.said("push", Map.of("folder", "x", "token", handle)));
    said.add(calls.ok("delete_repo", Map.of("repo", "y")));
    return said;
  }

  /** Tokens where they do not belong. */
  private static List<String> nonsense(ToolCalls calls) throws Exception {
    List<String> said = new ArrayList<>();
    said.add(calls.said("validate_token", Map.of("repo", "x", "token", API)));
    said.add(calls.said("get_repo", Map.of("repo", "x", "x", 1)));
    for (String request : List.of(
        "POST /mcp?token=" + MCP + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\n{}",
        "GET /%zz HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + MCP + "\r\n\r\n",
        "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + MCP
            + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{]",
        "POST /mcp HTTP/1.1\r\nAuthorization: Bearer " + MCP + "\r\n : \r\n\r\n")) {
      try (Socket socket =
          new Socket(InetAddress.getLoopbackAddress(), calls.url().getPort())) {
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        socket.shutdownOutput();
        said.add(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
      }
    }
    return said;
  }

  private static String processes() throws IOException, InterruptedException {
    Process ps = new ProcessBuilder("ps", "-ww", "-eo", "args").start();
    String listed = new String(ps.getInputStream().readAllBytes(), UTF_8);
    assertThat(ps.waitFor()).isZero();
    assertThat(listed).contains("mcp --http 0");
    return listed;
  }
}
