package dev.repostore.repl;

import dev.repostore.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The lines typed in earlier shells, in a file its owner alone can read, and without secrets. */
final class Past {

  private static final int MOST = 1_000;
  private static final String KEY = "HISTORY_LINE_"; // JShell's own

  /** Lines in which somebody wrote a credential out. */
  private static final Pattern TELLING =
      Pattern.compile("Secret\\.of\\(|(?i:password|api_?token|apikey)\\s*=\\s*\"");

  private final Path file;

  Past(Path file) {
    this.file = file;
  }

  /** What JShell takes for its settings: the lines, and nothing else. */
  Map<String, String> load() {
    Map<String, String> lines = new LinkedHashMap<>();
    if (Files.isRegularFile(file)) {
      try {
        for (String line : Files.readAllLines(file)) {
          lines.put(String.format("%s%05d", KEY, lines.size()), line);
        }
      } catch (IOException unreadable) {
        lines.clear(); // a shell without a past is a shell
      }
    }
    return lines;
  }

  /** Keeps the newest lines of what JShell has made of its settings. */
  void save(Map<String, String> settings) {
    List<String> lines = new ArrayList<>();
    new TreeMap<>(settings).forEach((key, line) -> {
      if (key.startsWith(KEY) && isHarmless(line)) {
        lines.add(line);
      }
    });
    try {
      write(lines.subList(Math.max(0, lines.size() - MOST), lines.size()));
    } catch (IOException unwritable) {
      System.err.println("repostore: The lines of this session could not be kept in " + file
          + ": " + unwritable.getMessage());
    }
  }

  static boolean isHarmless(String line) {
    return line.equals(Secret.mask(line)) && !TELLING.matcher(line).find();
  }

  private void write(List<String> lines) throws IOException {
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    Path fresh = Files.createTempFile(folder, "history", null);
    if (Files.getFileStore(fresh).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
    }
    Files.write(fresh, lines, StandardCharsets.UTF_8);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
