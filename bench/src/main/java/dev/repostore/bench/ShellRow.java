package dev.repostore.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How long a person waits for the shell, and for the first line of a script, beside the JDK's own
 * {@code jshell} with the same class path. A terminal is made with {@code script}.
 */
final class ShellRow implements Row {

  private static final Goal GOAL = Goal.atMost(1, "×");

  @Override
  public void run(Stage stage, Table table) throws IOException {
    Path folder = stage.newFolder();
    Path script =
        Files.writeString(folder.resolve("first.jsh"), "System.out.println(\"ready\");\n/exit\n");
    String terminal = Shell.find("script", "bsdutils");
    for (Path java : stage.options().javas()) {
      String suffix = ", Java " + StartRow.feature(java);
      Map<String, String> environment = Map.of(
          "JAVA_HOME", java.toString(),
          "REPOSTORE_HOME", folder.resolve("data").toString(),
          "XDG_STATE_HOME", folder.toString(),
          "TERM", "xterm");
      String launcher = stage.options().home().resolve("repostore").toString();
      String jshell = java.resolve("bin/jshell").toString();
      String classes = classes(stage);
      List<String> ourShell = List.of(terminal, "-qfec", "'" + launcher + "' repl", "/dev/null");
      List<String> peerShell = List.of(
          terminal, "-qfec", "'" + jshell + "' --class-path '" + classes + "'", "/dev/null");
      table.add(new Comparison("repl: exec to first prompt" + suffix, " ms", GOAL)
          .run(
              stage.options().rounds(),
              () -> wait(ourShell, environment, "repostore> "),
              () -> wait(peerShell, environment, "jshell> ")));
      List<String> ourScript = List.of(launcher, "run", script.toString());
      List<String> peerScript = List.of(jshell, "--class-path", classes, script.toString());
      table.add(new Comparison("run: exec to the first line of a script" + suffix, " ms", GOAL)
          .run(
              stage.options().rounds(),
              () -> wait(ourScript, environment, "ready"),
              () -> wait(peerScript, environment, "ready")));
    }
  }

  /** The jars of the command, which its launcher has built. */
  private static String classes(Stage stage) throws IOException {
    Path apps = stage.options().home().resolve("target/app");
    Path app = apps.resolve(Files.readString(apps.resolve("current")).strip());
    return app.resolve("repostore-cli.jar") + File.pathSeparator + app.resolve("lib") + "/*";
  }

  /** Milliseconds from exec until the program has printed something. */
  private static double wait(List<String> command, Map<String, String> environment, String what)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    long start = System.nanoTime();
    Process process = builder.start();
    try (InputStream out = process.getInputStream()) {
      StringBuilder printed = new StringBuilder();
      byte[] some = new byte[4096];
      while (printed.indexOf(what) < 0) {
        int count = out.read(some);
        if (count < 0) {
          throw new WrongAnswerException(
              "'" + command.get(command.size() - 1) + "' printed no '" + what + "': " + printed);
        }
        printed.append(new String(some, 0, count, StandardCharsets.UTF_8));
      }
      return (System.nanoTime() - start) / 1e6;
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }
}
