package dev.repostore.repl;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The terminal this process writes to, if it is one. */
public final class Terminal {

  private static final int USUAL = 80;

  private Terminal() {}

  /** Whether a person reads along: input and output are a terminal. */
  public static boolean isThere() {
    return person().isPresent();
  }

  /** Who reads along and can be asked something, if somebody is there. */
  public static Optional<Console> person() {
    @Nullable Console console = System.console();
    return Objects.nonNull(console) && isTerminal(console)
        ? Optional.of(console)
        : Optional.empty();
  }

  /** Since Java 22 there is a console without a terminal, and a way to tell. */
  private static boolean isTerminal(Console console) {
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException beforeJava22) {
      return true;
    }
  }

  /** Whether a person sees what is written to standard output, wherever input comes from. */
  public static boolean showsOutput() {
    return isThere(1);
  }

  /** Whether a person sees what is written to standard error. */
  public static boolean showsErrors() {
    return isThere(2);
  }

  /** Java cannot tell of one stream; where the system can, it is asked. */
  private static boolean isThere(int stream) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + stream)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException unknown) {
      return isThere();
    }
  }

  /** Whether the cursor can be moved. */
  static boolean canRedraw() {
    return isThere() && !"dumb".equals(System.getenv("TERM"));
  }

  /** How many characters a line has; without a terminal as many as anybody wants. */
  public static int width() {
    if (!showsOutput()) {
      return Table.UNBOUNDED;
    }
    return ask();
  }

  /** Java cannot tell; every system with such terminals has a command that can. */
  private static int ask() {
    String[] size = stty("size").split(" ", -1);
    try {
      int columns = size.length == 2 ? Integer.parseInt(size[1]) : 0;
      return columns > 0 ? columns : USUAL;
    } catch (NumberFormatException unknown) {
      return USUAL;
    }
  }

  /** How the terminal treats what is typed, for {@link #restore}; "" if there is none. */
  static String settings() {
    return isThere() ? stty("-g") : "";
  }

  /** Has the terminal be as it was: a line editor that is ended in its work leaves it mute. */
  static void restore(String settings) {
    if (settings.matches("[0-9a-f:]+")) {
      stty(settings);
    }
  }

  private static String stty(String arguments) {
    try {
      Process stty = new ProcessBuilder("sh", "-c", "stty " + arguments + " </dev/tty")
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return "";
      }
      return new String(stty.getInputStream().readNBytes(1_000), StandardCharsets.US_ASCII).strip();
    } catch (IOException noSuchCommand) {
      return "";
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
