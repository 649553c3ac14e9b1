package dev.repostore.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
  private static final String TALKATIVE = "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace"
      + " -Dorg.slf4j.simpleLogger.log.org.eclipse.jetty=trace"
      + " -Djdk.httpclient.HttpClient.log=all -Djdk.internal.httpclient.debug=true"
      + " -Djava.util.logging.config.file=";
  private static final Pattern TOKEN = Pattern.compile("art_v\\d_[0-9a-zA-Z_]*[0-9a-f]{40}");

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
    assertThat(seen).filteredOn(McpCanaryTest::hasToken).isEmpty();
    assertThat(filesWithTokens()).isEmpty();
    assertThat(Files.readString(err))
        .as("what loggers said")
        .contains("Authorization", "org.eclipse.jetty", "dev.repostore", "jdk.internal.httpclient")
        .contains("io.modelcontextprotocol", "org.eclipse.jgit");
  }

  @Test
  void theSearchFindsWhatIsShownOnRequest() throws Exception {
    List<String> seen = played(Main.class, true);
    assertThat(seen).filteredOn(McpCanaryTest::hasToken).hasSize(1);
    assertThat(filesWithTokens()).isEmpty();
  }

  @Test
  void theSearchFindsWhatLibrariesLogWhereNothingHidesIt() throws Exception {
    played(Unscreened.class, false);
    assertThat(Files.readString(err)).contains(API, MCP);
    assertThat(filesWithTokens()).containsExactly(err);
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
    Path logging = Files.writeString(work.resolve("logging.properties"), """
        handlers = java.util.logging.ConsoleHandler
        java.util.logging.ConsoleHandler.level = ALL
        .level = ALL
        """);
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
        TALKATIVE + logging + " -Djava.io.tmpdir=" + work);
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

  private List<Path> filesWithTokens() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> found = new ArrayList<>();
      for (Path file : all.toList()) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && hasToken(Files.readString(file, ISO_8859_1))) {
          found.add(file);
        }
      }
      return found;
    }
  }

  private static boolean hasToken(String text) {
    return TOKEN.matcher(text).find()
        || Stream.of(API, MCP, "art_v1_").flatMap(McpCanaryTest::encoded).anyMatch(text::contains)
        || text.contains(API)
        || text.contains(MCP);
  }

  /** In Base64, wherever in a longer text it stands; the last characters depend on what follows. */
  private static Stream<String> encoded(String secret) {
    return Stream.of("", "x", "xx").map(before -> {
      String coded = Base64.getEncoder().encodeToString((before + secret).getBytes(UTF_8));
      return coded.substring(before.isEmpty() ? 0 : 4, coded.length() - 4);
    });
  }
}
