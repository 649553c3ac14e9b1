package dev.repostore.repl;

/** Text of a stranger as it may be shown on a terminal: what would move the cursor is spelled. */
final class Visible {

  private Visible() {}

  /** One line: breaks and tabs are blanks, other characters that cannot be seen are spelled. */
  static String line(String text) {
    StringBuilder line = new StringBuilder();
    text.strip().codePoints().forEach(point -> {
      if (point == '\n' || point == '\r' || point == '\t') {
        line.append(' ');
      } else {
        append(line, point);
      }
    });
    return line.toString();
  }

  /** Lines, which stay lines. */
  static String text(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().forEach(point -> {
      if (point == '\n' || point == '\t') {
        shown.appendCodePoint(point);
      } else if (point != '\r') {
        append(shown, point);
      }
    });
    return shown.toString();
  }

  private static void append(StringBuilder to, int point) {
    int kind = Character.getType(point);
    if (kind == Character.CONTROL || kind == Character.FORMAT || kind == Character.SURROGATE) {
      to.append(String.format("{U+%04X}", point));
    } else {
      to.appendCodePoint(point);
    }
  }
}
