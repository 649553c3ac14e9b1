package dev.repostore.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code repostore mcp} as a process that listens. */
final class Tools implements AutoCloseable {

  static final String TOKEN = "a-token-of-the-server-of-tools";

  private final Process process;
  private final String url;

  private Tools(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** Returns when it is ready. */
  static Tools listen(Path folder, Map<String, String> environment) throws IOException {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.put("REPOSTORE_MCP_TOKEN", TOKEN);
    Path err = Files.createTempFile(folder, "mcp", ".err");
    Process process =
        Repostore.process(all, "mcp", "--http", "0").redirectError(err.toFile()).start();
    BufferedReader out = process.inputReader();
    String url = out.readLine();
    if (url == null) {
      throw new AssertionError("mcp --http did not start: " + Files.readString(err));
    }
    return new Tools(process, url);
  }

  /** The command that speaks on its standard input and output. */
  static List<String> command() {
    return Repostore.process(Map.of(), "mcp").command();
  }

  String url() {
    return url;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
