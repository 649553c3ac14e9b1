package dev.repostore.cli;

import dev.repostore.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The machine's own {@code git}, shut off from the user's settings and from any terminal. A token
 * reaches it by its environment, never by its arguments, which everybody can see.
 */
final class RealGit {

  private static final Pattern VERSION = Pattern.compile("git version (\\d+)\\.(\\d+)");
  private static final int SECONDS = 60;

  private final Path home;

  /** @param home where git finds neither settings nor credentials */
  RealGit(Path home) {
    this.home = home;
  }

  /** How a git command ended, and all it said. */
  record Ended(int status, String said) {

    boolean well() {
      return status == 0;
    }
  }

  /** Says in time if there is no git, or one too old to take a token by its environment. */
  void check() throws InterruptedException {
    String needed = "git 2.31 or newer is needed on the PATH; ";
    String said;
    try {
      said = in(home, null, "--version").said();
    } catch (IOException missing) {
      throw new CommandFailedException(needed + "there is none. Install git.", missing);
    }
    Matcher version = VERSION.matcher(said);
    if (!version.find()
        || Integer.parseInt(version.group(1)) * 1000 + Integer.parseInt(version.group(2)) < 2031) {
      throw new CommandFailedException(needed + "this is: " + said.strip(), null);
    }
  }

  /**
   * What a command said that went well.
   *
   * @throws IOException with what it said if it did not
   */
  String must(Path folder, @Nullable Secret token, String... arguments)
      throws IOException, InterruptedException {
    Ended ended = in(folder, token, arguments);
    if (!ended.well()) {
      throw new IOException("git " + arguments[0] + ": " + ended.said());
    }
    return ended.said().strip();
  }

  /** Runs a command in a folder, with a token if there is one. */
  Ended in(Path folder, @Nullable Secret token, String... arguments)
      throws IOException, InterruptedException {
    Process process = start(folder, token, arguments);
    endAfter(SECONDS, process);
    try (InputStream output = process.getInputStream()) {
      String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), Secret.mask(said));
    }
  }

  /** Starts a command; errors come with its output. */
  Process start(Path folder, @Nullable Secret token, String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of("git"));
    line.addAll(List.of(arguments));
    ProcessBuilder git = new ProcessBuilder(line).directory(folder.toFile());
    isolate(git.environment(), token);
    Process process = git.redirectErrorStream(true).start();
    process.getOutputStream().close();
    return process;
  }

  /** Sees to it that a process does not run for ever. */
  static void endAfter(int seconds, Process process) {
    process.onExit().orTimeout(seconds, TimeUnit.SECONDS).exceptionally(late -> {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      return process.destroyForcibly();
    });
  }

  private void isolate(Map<String, String> environment, @Nullable Secret token) {
    environment.keySet().removeIf(name -> name.startsWith("GIT_"));
    environment.put("HOME", home.toString());
    environment.put("XDG_CONFIG_HOME", home.toString());
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("GIT_TERMINAL_PROMPT", "0");
    environment.put("LC_ALL", "C");
    environment.put("no_proxy", "127.0.0.1");
    for (String role : List.of("AUTHOR", "COMMITTER")) {
      environment.put("GIT_" + role + "_NAME", "RepoStore demo");
      environment.put("GIT_" + role + "_EMAIL", "demo@repostore.invalid");
    }
    if (token != null) {
      environment.put("GIT_CONFIG_COUNT", "1");
      environment.put("GIT_CONFIG_KEY_0", "http.extraHeader");
      environment.put("GIT_CONFIG_VALUE_0", "Authorization: Bearer " + token.reveal());
    }
  }
}
