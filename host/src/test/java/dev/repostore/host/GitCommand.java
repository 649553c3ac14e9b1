package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real git, untouched by whatever is configured on this machine. */
final class GitCommand {

  static final Map<String, String> ENVIRONMENT = Map.of(
      "GIT_CONFIG_GLOBAL", "/dev/null",
      "GIT_CONFIG_NOSYSTEM", "1",
      "GIT_TERMINAL_PROMPT", "0",
      "GIT_AUTHOR_NAME", "Ann",
      "GIT_AUTHOR_EMAIL", "ann@example.org",
      "GIT_COMMITTER_NAME", "Ann",
      "GIT_COMMITTER_EMAIL", "ann@example.org",
      "LC_ALL", "C");

  private GitCommand() {}

  /** What git prints; it must succeed. */
  static String git(Path folder, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Path out = null;
    Path err = null;
    try {
      out = Files.createTempFile("git", ".out");
      err = Files.createTempFile("git", ".err");
      ProcessBuilder builder = new ProcessBuilder(command)
          .directory(folder.toFile())
          .redirectError(err.toFile())
          .redirectOutput(out.toFile());
      builder.environment().putAll(ENVIRONMENT);
      Process process = builder.start();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " hangs");
      }
      String text = Files.readString(out, StandardCharsets.UTF_8).strip();
      String complaint = Files.readString(err, StandardCharsets.UTF_8);
      assertThat(process.exitValue())
          .as(() -> command + "\n" + text + "\n" + complaint)
          .isZero();
      return text;
    } catch (IOException broken) {
      throw new AssertionError(broken);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stop);
    } finally {
      delete(out);
      delete(err);
    }
  }

  /** That the repository is whole, says the real git. */
  static void fsck(Path repository) {
    git(repository, "fsck", "--strict", "--full");
  }

  private static void delete(Path file) {
    if (file != null && !file.toFile().delete()) {
      throw new AssertionError(file + " stays");
    }
  }
}
