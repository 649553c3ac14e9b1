package dev.repostore.repl;

import dev.repostore.Secret;
import java.io.PrintStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code print} and {@code why} print. */
final class Printing {

  private Printing() {}

  static void print(@Nullable Object value) {
    PrintStream out = System.out;
    out.println(shown(value));
    if (out.checkError() && Session.current().runsScript()) {
      throw new UnheardException();
    }
  }

  private static String shown(@Nullable Object given) {
    Object value = given != null && given.getClass().isArray() ? JsonText.elements(given) : given;
    boolean plain = value instanceof Difference || value instanceof Listing;
    boolean tabular = value instanceof Record || value instanceof Iterable || value instanceof Map;
    return value != null && tabular && !plain
        ? Table.of(value).fit(Terminal.width())
        : text(Secret.mask(String.valueOf(value)), Terminal.showsOutput());
  }

  /** A program gets a text as it is, a terminal one that moves nothing. */
  static String text(String text, boolean onTerminal) {
    return onTerminal ? Visible.text(text) : text;
  }

  static void why(@Nullable Throwable failure) {
    if (failure == null) {
      System.err.println("Nothing has failed yet.");
      return;
    }
    java.io.StringWriter trace = new java.io.StringWriter();
    failure.printStackTrace(new java.io.PrintWriter(trace, true));
    System.err.print(text(Secret.mask(trace.toString()), Terminal.showsErrors()));
    System.err.flush();
  }
}
