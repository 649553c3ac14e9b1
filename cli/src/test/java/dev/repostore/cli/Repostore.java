package dev.repostore.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The {@code repostore} command as a process, and how it ended. */
record Repostore(int status, String out, String err) {

  /** Runs it to its end. */
  static Repostore run(Map<String, String> environment, Path folder, String... arguments)
      throws IOException, InterruptedException {
    return run(environment, folder, Path.of("/dev/null"), arguments);
  }

  /** Runs it to its end, with a file as its standard input. */
  static Repostore run(Map<String, String> environment, Path folder, Path in, String... arguments)
      throws IOException, InterruptedException {
    return ended(process(environment, arguments), folder, in, 60);
  }

  /** Starts it in a folder and waits for its end, but no longer than so many seconds. */
  static Repostore ended(ProcessBuilder command, Path folder, Path in, int seconds)
      throws IOException, InterruptedException {
    Path err = folder.resolve("stderr");
    Process process = command
        .directory(folder.toFile())
        .redirectInput(in.toFile())
        .redirectError(err.toFile())
        .start();
    RealGit.endAfter(seconds, process);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Repostore(process.waitFor(), out, java.nio.file.Files.readString(err));
  }

  /** Not started yet; knows nothing of the tokens and folders of whoever runs the tests. */
  static ProcessBuilder process(Map<String, String> environment, String... arguments) {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> line = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED", // as the jar's manifest does
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        classes,
        Main.class.getName()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.matches("(REPOSTORE|CLOUDFLARE|ARTIFACTS|XDG)_.*|ACCOUNT_ID"));
    builder.environment().put("XDG_CONFIG_HOME", "/nowhere"); // nor of their named stores
    builder.environment().putAll(environment);
    return builder;
  }

  List<String> lines() {
    return out.lines().toList();
  }
}
