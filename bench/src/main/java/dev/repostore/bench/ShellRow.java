package dev.repostore.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long a person waits for the shell, and for the first line of a script, beside the JDK's own
 * {@code jshell} with the same class path.
 */
final class ShellRow implements Row {

  private static final Goal GOAL = Goal.atMost(1, "×");

  @Override
  public void run(Stage stage, Table table) throws IOException {
    Path folder = stage.newFolder();
    Path script =
        Files.writeString(folder.resolve("first.jsh"), "System.out.println(\"ready\");\n/exit\n");
    String launcher = stage.options().home().resolve("repostore").toString();
    String classes = classes(stage);
    for (Path java : stage.options().javas()) {
      String suffix = ", Java " + StartRow.feature(java);
      String jshell = java.resolve("bin/jshell").toString();
      Map<String, String> environment = environment(folder, java);
      List<String> ourShell = List.of(launcher, "repl");
      List<String> peerShell = List.of(jshell, "--class-path", classes);
      table.add(new Comparison("repl: exec to first prompt" + suffix, " ms", GOAL)
          .run(
              stage.options().rounds(),
              () -> prompt(folder, ourShell, environment, "repostore>"),
              () -> prompt(folder, peerShell, environment, "jshell>")));
      List<String> ourScript = List.of(launcher, "run", script.toString());
      List<String> peerScript = List.of(jshell, "--class-path", classes, script.toString());
      table.add(new Comparison("run: exec to the first line of a script" + suffix, " ms", GOAL)
          .run(
              stage.options().rounds(),
              () -> line(ourScript, environment),
              () -> line(peerScript, environment)));
    }
  }

  private static Map<String, String> environment(Path folder, Path java) {
    Map<String, String> environment = new HashMap<>();
    environment.put("JAVA_HOME", java.toString());
    environment.put("HOME", folder.toString()); // nobody's settings, nor history
    environment.put("REPOSTORE_HOME", folder.resolve("data").toString());
    environment.put("XDG_STATE_HOME", folder.toString());
    environment.put("XDG_CACHE_HOME", folder.toString());
    environment.put("TERM", "screen");
    return environment;
  }

  /** The jars of the command, which its launcher has built. */
  private static String classes(Stage stage) throws IOException {
    Path apps = stage.options().home().resolve("target/app");
    Path app = apps.resolve(Files.readString(apps.resolve("current")).strip());
    return app.resolve("repostore-cli.jar") + File.pathSeparator + app.resolve("lib") + "/*";
  }

  /** Milliseconds from exec until a terminal has the prompt. */
  private static double prompt(
      Path folder, List<String> command, Map<String, String> environment, String prompt)
      throws IOException {
    long start = System.nanoTime();
    try (Screen screen = Screen.start(folder, command, environment)) {
      screen.await(prompt);
      return (System.nanoTime() - start) / 1e6;
    }
  }

  /** Milliseconds from exec until the script has printed something. */
  private static double line(List<String> command, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command)
        .redirectInput(new File("/dev/null"))
        .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    long start = System.nanoTime();
    Process process = builder.start();
    try (InputStream out = process.getInputStream()) {
      byte[] printed = out.readNBytes(5);
      double millis = (System.nanoTime() - start) / 1e6;
      String text = new String(printed, StandardCharsets.UTF_8);
      if (!text.equals("ready")) {
        throw new WrongAnswerException("the script printed '" + text + "'");
      }
      out.readAllBytes();
      return millis;
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }
}
