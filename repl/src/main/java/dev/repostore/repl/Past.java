package dev.repostore.repl;

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

/**
 * What was typed in earlier shells, in a file its owner alone can read, and without secrets. What
 * has several lines has a backslash at the end of each but the last, as JShell writes it.
 * Thread-safe.
 */
final class Past {

  /** JShell holds 500 entries: enough of them are left for what is typed now. */
  private static final int MOST = 400;

  private static final String KEY = "HISTORY_LINE_"; // JShell's own

  private final Path file;
  private final List<String> typed = new ArrayList<>();
  private List<String> loaded = List.of();
  private boolean saved;

  Past(Path file) {
    this.file = file;
  }

  /** What JShell takes for its settings: the lines, and nothing else. */
  synchronized Map<String, String> load() {
    Map<String, String> lines = new LinkedHashMap<>();
    loaded = withoutEchoes(kept());
    for (String line : loaded) {
      lines.put(String.format("%s%05d", KEY, lines.size()), line);
    }
    return lines;
  }

  private List<String> kept() {
    try {
      return Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException unreadable) {
      return List.of(); // a shell without a past is a shell
    }
  }

  /** JShell, too, takes the same line only once in a row. */
  private static List<String> withoutEchoes(List<String> lines) {
    List<String> once = new ArrayList<>();
    for (String line : lines) {
      if (once.isEmpty() || !once.get(once.size() - 1).equals(line)) {
        once.add(line);
      }
    }
    return once;
  }

  /** Remembers what was typed, for a shell that ends before it has told so itself. */
  synchronized void typed(String source) {
    typed.add(source
        .strip()
        .lines()
        .map(line -> line + "\\".repeat(backslashes(line)))
        .reduce((one, other) -> one + "\\\n" + other)
        .orElse(""));
  }

  /** Keeps what JShell has made of its settings, after what other shells have kept meanwhile. */
  synchronized void save(Map<String, String> settings) {
    List<String> lines = new ArrayList<>();
    new TreeMap<>(settings).forEach((key, line) -> {
      if (key.startsWith(KEY)) {
        lines.add(line);
      }
    });
    save(fresh(lines));
  }

  /** What follows the lines that were loaded, of which JShell may have forgotten the first. */
  private List<String> fresh(List<String> lines) {
    for (int from = 0; from < loaded.size(); from++) {
      List<String> known = loaded.subList(from, loaded.size());
      if (lines.size() >= known.size() && lines.subList(0, known.size()).equals(known)) {
        return lines.subList(known.size(), lines.size());
      }
    }
    return lines;
  }

  /** Keeps what was typed, if the shell was ended in the middle of it. */
  synchronized void saveTyped() {
    save(typed.stream().flatMap(String::lines).toList());
  }

  private void save(List<String> fresh) {
    if (saved) {
      return;
    }
    saved = true;
    List<String> lines = new ArrayList<>(kept());
    entries(fresh).stream()
        .filter(entry -> !Telltale.isIn(entry))
        .forEach(entry -> entry.lines().forEach(lines::add));
    try {
      write(lines.subList(Math.max(0, lines.size() - MOST), lines.size()));
    } catch (IOException unwritable) {
      System.err.println("repostore: The lines of this session could not be kept in " + file + ": "
          + Failure.of(unwritable).error());
    }
  }

  /** Lines that belong together, as one. */
  private static List<String> entries(List<String> lines) {
    List<String> entries = new ArrayList<>();
    boolean goesOn = false;
    for (String line : lines) {
      if (goesOn) {
        entries.add(entries.remove(entries.size() - 1) + "\n" + line);
      } else {
        entries.add(line);
      }
      goesOn = backslashes(line) % 2 == 1;
    }
    return entries;
  }

  private static int backslashes(String line) {
    return line.length() - line.replaceFirst("\\\\+$", "").length();
  }

  private void write(List<String> lines) throws IOException {
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    Path fresh = Files.createTempFile(folder, "history", null);
    try {
      if (Files.getFileStore(fresh).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
      }
      Files.write(fresh, lines, StandardCharsets.UTF_8);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
