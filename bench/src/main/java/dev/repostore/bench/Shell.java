package dev.repostore.bench;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs programs and waits for them. */
final class Shell {
  private Shell() {}

  /** What feeds a program. */
  interface Feed {
    void write(OutputStream out) throws IOException;
  }

  /** What it printed. Throws with what it complained of, unless it exits with 0. */
  static String run(Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    return run(folder, environment, command, out -> {});
  }

  static String run(Path folder, Map<String, String> environment, List<String> command, Feed feed)
      throws IOException {
    Path said = Files.createTempFile("bench", ".out");
    Path complained = Files.createTempFile("bench", ".err");
    try {
      ProcessBuilder builder = new ProcessBuilder(command)
          .directory(folder.toFile())
          .redirectOutput(said.toFile())
          .redirectError(complained.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      try (OutputStream in = process.getOutputStream()) {
        feed.write(in);
      }
      int status = await(process);
      if (status != 0) {
        throw new IOException(String.join(" ", command) + " exits with " + status + ": "
            + Files.readString(complained, StandardCharsets.UTF_8).trim());
      }
      return Files.readString(said, StandardCharsets.UTF_8);
    } finally {
      Files.deleteIfExists(said);
      Files.deleteIfExists(complained);
    }
  }

  private static int await(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException stopped) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    }
  }

  /** The full path of a program, or the name of the package to install for it. */
  static String find(String program, String debianPackage) throws IOException {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/local/sbin:/sbin";
    for (String folder : path.split(File.pathSeparator, -1)) {
      Path file = Path.of(folder, program);
      if (!folder.isEmpty() && Files.isExecutable(file)) {
        return file.toString();
      }
    }
    throw new IOException(program + " is missing; on Debian: apt-get install " + debianPackage);
  }
}
