package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A command on a terminal that {@code tmux} plays: it is typed to, and its screen is read. */
final class Tmux implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;

  private Tmux(Path folder) {
    this.folder = folder;
  }

  static boolean isThere() {
    try {
      return new ProcessBuilder("tmux", "-V").start().waitFor() == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  /** Starts a command; when it ends, its status is the last line of the screen. */
  static Tmux start(Path folder, ProcessBuilder command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Tmux tmux = new Tmux(folder);
    String line = command.command().stream()
        .map(word -> Shell.quoted(Path.of(word)))
        .collect(Collectors.joining(" "));
    String variables = environment.entrySet().stream()
        .map(entry -> "export " + entry.getKey() + "='" + entry.getValue() + "'\n")
        .collect(Collectors.joining());
    Path script = folder.resolve("typed.sh");
    Files.writeString(
        script, variables + line + "\necho \"ended with $?\"\nstty -a\necho done\nread -r _\n");
    tmux.run("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "50", "sh " + script);
    tmux.run("pipe-pane", "-o", "cat >>" + folder.resolve("raw"));
    return tmux;
  }

  /** Types a line at the prompt and ends it. */
  void type(String line) throws IOException, InterruptedException {
    prompted();
    run("send-keys", "-l", line);
    press("Enter");
  }

  /** Types keys by tmux's names for them. */
  void press(String... keys) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("send-keys"));
    arguments.addAll(List.of(keys));
    run(arguments.toArray(String[]::new));
  }

  /** Types what stays on the line. */
  void begin(String text) throws IOException, InterruptedException {
    run("send-keys", "-l", text);
  }

  void resize(int columns) throws IOException, InterruptedException {
    run("resize-window", "-x", "" + columns);
  }

  /** Waits for the prompt: what is typed before it is there may be lost, or stand before it. */
  void prompted() throws IOException, InterruptedException {
    await(screen -> screen.stripTrailing().endsWith("repostore>"));
  }

  void clear() throws IOException, InterruptedException {
    prompted();
    press("C-l");
    await(screen -> screen.strip().equals("repostore>"));
  }

  /** The screen, once it has this in it. */
  String await(String text) throws IOException, InterruptedException {
    return await(screen -> screen.contains(text));
  }

  String await(Predicate<String> wanted) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    String screen = screen();
    while (!wanted.test(screen)) {
      assertThat(Instant.now()).as("the screen stays:%n%s", screen).isBefore(deadline);
      new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
      screen = screen();
    }
    return screen;
  }

  String screen() throws IOException, InterruptedException {
    return run("capture-pane", "-p");
  }

  /** All that was sent to the terminal, with what moves its cursor. */
  String raw() throws IOException {
    return Files.readString(folder.resolve("raw"), StandardCharsets.ISO_8859_1);
  }

  private String run(String... arguments) throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(List.of("tmux", "-u", "-S", folder.resolve("s").toString()));
    line.addAll(List.of(arguments));
    ProcessBuilder tmux = new ProcessBuilder(line).redirectErrorStream(true);
    tmux.environment().keySet().removeIf(name -> name.startsWith("TMUX"));
    Process process = tmux.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", line, said).isZero();
    return said;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    run("kill-server");
  }
}
