package dev.repostore.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A terminal that {@code tmux} plays, with one program on it. */
final class Screen implements Closeable {
  private static final long MOST_SECONDS = 60;

  private final String tmux;
  private final Path folder;
  private final Path raw;

  private Screen(String tmux, Path folder) {
    this.tmux = tmux;
    this.folder = folder;
    this.raw = folder.resolve("raw");
  }

  /** @param folder a short one: a socket is put below it, another each time */
  static Screen start(Path folder, List<String> command, Map<String, String> environment)
      throws IOException {
    Path own = Files.createTempDirectory(folder, "t");
    Screen screen = new Screen(Shell.find("tmux", "tmux"), own);
    Files.createFile(screen.raw);
    String line = command.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" ", "exec ", ""));
    screen.run(environment, "-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "30", line);
    screen.run(environment, "pipe-pane", "-o", "cat >>'" + screen.raw + "'");
    return screen;
  }

  /** Waits until the program has written that. */
  void await(String text) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
    String written = "";
    while (!written.contains(text)) {
      if (System.nanoTime() > end) {
        throw new WrongAnswerException("there is no '" + text + "' on the screen: " + written);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(1);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", stopped);
      }
      written = Files.readString(raw, StandardCharsets.ISO_8859_1);
    }
  }

  private void run(Map<String, String> environment, String... arguments) throws IOException {
    Shell.run(
        folder,
        environment,
        Stream.concat(Stream.of(tmux, "-S", folder.resolve("s").toString()), Stream.of(arguments))
            .toList());
  }

  @Override
  public void close() throws IOException {
    run(Map.of(), "kill-server");
  }
}
