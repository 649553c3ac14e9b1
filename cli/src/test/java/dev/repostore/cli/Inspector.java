package dev.repostore.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The MCP Inspector on the command line: a process for each thing it is to do. */
final class Inspector {

  private static final String SCRIPT =
      "node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js";

  private final Path home;
  private final List<String> line;

  private Inspector(Path home, String era, String server) throws IOException {
    this.home = home;
    Path settings = Files.createTempFile(home, "mcp", ".json");
    Files.writeString(settings, "{\"mcpServers\":{\"repostore\":" + server + "}}");
    this.line = List.of(
        SCRIPT,
        "--cli",
        "--config",
        settings.toString(),
        "--server",
        "repostore",
        "--protocol-era",
        era,
        "--quiet",
        "--format",
        "json");
  }

  /** One that is told of a server as the file {@code .mcp.json} tells of it. */
  static Inspector ofCommand(Path home, String era, Map<String, String> environment)
      throws IOException {
    List<String> command = Tools.command();
    String arguments =
        command.stream().skip(1).map(Inspector::quoted).collect(joining(",", "[", "]"));
    String variables = environment.entrySet().stream()
        .map(each -> quoted(each.getKey()) + ":" + quoted(each.getValue()))
        .collect(joining(",", "{", "}"));
    return new Inspector(
        home,
        era,
        "{\"command\":" + quoted(command.get(0)) + ",\"args\":" + arguments + ",\"env\":"
            + variables + "}");
  }

  static Inspector ofUrl(Path home, String era, String url) throws IOException {
    return new Inspector(
        home,
        era,
        "{\"type\":\"http\",\"url\":" + quoted(url) + ",\"headers\":{\"Authorization\":"
            + quoted("Bearer " + Tools.TOKEN) + "}}");
  }

  private static String quoted(String text) {
    assertThat(text).doesNotContain("\"", "\\");
    return "\"" + text + "\"";
  }

  /** Begins with a method; returns at once. */
  Npm start(String method, String... options) throws IOException {
    List<String> whole = new ArrayList<>(line);
    whole.addAll(List.of("--method", method));
    whole.addAll(List.of(options));
    return Npm.start(home, Map.of(), whole);
  }

  /** What a tool answers that does as it should; an error would make the status 5. */
  String call(String tool, String arguments) throws Exception {
    return started(tool, arguments).ended(0);
  }

  /** What a tool answers that fails, as it should. */
  String fails(String tool, String arguments) throws Exception {
    return started(tool, arguments).ended(5);
  }

  private Npm started(String tool, String arguments) throws IOException {
    return start(
        "tools/call", "--tool-name", tool, "--tool-args-json", arguments.replace('\'', '"'));
  }

  /** A text of what a tool has answered. */
  static String field(String answer, String name) {
    Matcher field = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(answer);
    assertThat(field.find()).as("%s in %s", name, answer).isTrue();
    return field.group(1);
  }
}
