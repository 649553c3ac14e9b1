package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** A bash script of the test resources, run against a server with nothing but curl, jq and git. */
final class Script {

  private Script() {}

  /** Runs it in {@code folder} after the lines the server printed; it must end well. */
  static String run(String name, Path folder, Served server, Map<String, String> environment)
      throws IOException, InterruptedException {
    Files.write(
        folder.resolve("paste.sh"), server.lines().subList(1, server.lines().size()));
    ProcessBuilder bash =
        new ProcessBuilder("bash", path(name).toString()).directory(folder.toFile());
    bash.environment().keySet().removeIf(key -> key.startsWith("GIT_") || key.endsWith("_proxy"));
    bash.environment().putAll(environment);
    Process process = bash.redirectErrorStream(true).start();
    RealGit.endAfter(120, process);
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s%nserver: %s", said, server.err()).isZero();
    assertThat(said).endsWith("all as expected\n");
    return said;
  }

  private static Path path(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(Script.class.getResource("/" + name)).toURI());
    } catch (URISyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
