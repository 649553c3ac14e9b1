package dev.repostore.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** How this command is called, to be told to those who are to call it. */
final class Launcher {

  private static final String NAME = "repostore";

  private Launcher() {}

  /** A word for a shell: the command's name if the shell finds it, else the launcher's path. */
  static String word() {
    return word(System.getenv(), System.getProperty("repostore.launcher", ""));
  }

  /** @param launcher where it is; "" if Java was started without it */
  static String word(Map<String, String> environment, String launcher) {
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path found = Path.of(folder, NAME);
      if (found.isAbsolute() && Files.isRegularFile(found) && Files.isExecutable(found)) {
        return NAME;
      }
    }
    return launcher.isEmpty() ? NAME : Shell.quoted(launcher);
  }
}
