package dev.repostore.repl;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The terminal this process writes to, if it is one. */
final class Terminal {

  private static final int USUAL = 80;
  private static final long RECENT_NANOS = 1_000_000_000L;

  private static volatile long askedAt;
  private static volatile int asked = USUAL;

  private Terminal() {}

  /** Whether a person reads along: input and output are a terminal. */
  static boolean isThere() {
    @Nullable Console console = System.console();
    if (console == null) {
      return false;
    }
    try { // since Java 22 there is a console without a terminal, and a way to tell
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException beforeJava22) {
      return true;
    }
  }

  /** Whether the cursor can be moved. */
  static boolean canRedraw() {
    return isThere() && !"dumb".equals(System.getenv("TERM"));
  }

  /** How many characters a line has; without a terminal as many as anybody wants. */
  static int width() {
    if (!isThere()) {
      return Table.UNBOUNDED;
    }
    long now = System.nanoTime();
    if (askedAt == 0 || now - askedAt > RECENT_NANOS) {
      asked = ask();
      askedAt = now;
    }
    return asked;
  }

  /** Java cannot tell; every system with such terminals has a command that can. */
  private static int ask() {
    try {
      Process stty = new ProcessBuilder("sh", "-c", "stty size </dev/tty")
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return USUAL;
      }
      byte[] answer = stty.getInputStream().readNBytes(100);
      String[] size = new String(answer, StandardCharsets.US_ASCII).strip().split(" ", -1);
      int columns = size.length == 2 ? Integer.parseInt(size[1]) : 0;
      return columns > 0 ? columns : USUAL;
    } catch (IOException | NumberFormatException unknown) {
      return USUAL;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return USUAL;
    }
  }
}
