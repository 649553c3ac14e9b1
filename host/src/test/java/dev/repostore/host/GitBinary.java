package dev.repostore.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real git, run in a folder, with nothing of the user's own configuration. */
final class GitBinary {

  private static final long SECONDS = 60;

  private final Path folder;
  private final List<String> config = new ArrayList<>();

  GitBinary(Path folder) {
    this.folder = folder;
  }

  /** What a run said, both streams, and how it ended. */
  record Run(int status, String output) {
    Run succeeded() {
      if (status != 0) {
        throw new AssertionError("git failed with " + status + ": " + output);
      }
      return this;
    }

    String line() {
      return output.strip();
    }
  }

  Path folder() {
    return folder;
  }

  /** The same in another folder. */
  GitBinary in(Path other) {
    GitBinary git = new GitBinary(other);
    git.config.addAll(config);
    return git;
  }

  /** The same with a setting, {@code name=value}. */
  GitBinary with(String setting) {
    GitBinary git = in(folder);
    git.config.addAll(List.of("-c", setting));
    return git;
  }

  /** Runs git and expects it to succeed; what it said, without the spaces around it. */
  String ok(String... arguments) throws IOException, InterruptedException {
    return run(arguments).succeeded().line();
  }

  Run run(String... arguments) throws IOException, InterruptedException {
    return runWith("", arguments);
  }

  /** Runs git with something to read. */
  Run runWith(String input, String... arguments) throws IOException, InterruptedException {
    Path output = Files.createTempFile("git", ".out");
    Path in = Files.createTempFile("git", ".in");
    try {
      Files.writeString(in, input);
      Process process = builder(arguments)
          .redirectInput(in.toFile())
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("git hangs: " + Files.readString(output));
      }
      return new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    } finally {
      Files.delete(output);
      Files.delete(in);
    }
  }

  ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(config);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("GIT_"));
    environment.putAll(Map.of(
        "HOME", folder.toString(),
        "XDG_CONFIG_HOME", folder.resolve("no-config").toString(),
        "GIT_CONFIG_NOSYSTEM", "1",
        "GIT_TERMINAL_PROMPT", "0",
        "GIT_AUTHOR_NAME", "Ann",
        "GIT_AUTHOR_EMAIL", "ann@example.org",
        "GIT_COMMITTER_NAME", "Ann",
        "GIT_COMMITTER_EMAIL", "ann@example.org",
        "LC_ALL", "C"));
    return builder;
  }

  /** Makes a commit that sets one file, in the repository in this folder. */
  String commit(String file, String text) throws IOException, InterruptedException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    ok("add", "--all");
    ok("commit", "--quiet", "--message", "Set " + file);
    return ok("rev-parse", "HEAD");
  }
}
