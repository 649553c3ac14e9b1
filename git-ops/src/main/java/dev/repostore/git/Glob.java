package dev.repostore.git;

import dev.repostore.InvalidRequestException;
import java.util.regex.Pattern;

/**
 * Which paths a glob is about. It is a pattern that can be given up while it is matched, as those
 * of the JDK cannot: some take forever on some names.
 */
final class Glob {

  private final String glob;
  private final StringBuilder regex = new StringBuilder();
  private int at;
  private boolean inGroup;

  private Glob(String glob) {
    this.glob = glob;
  }

  /**
   * The pattern for all of a path.
   *
   * @throws InvalidRequestException with field {@code glob} if it is malformed
   */
  static Pattern pattern(String glob) {
    Glob made = new Glob(glob);
    while (made.at < glob.length()) {
      made.next();
    }
    if (made.inGroup) {
      throw made.malformed();
    }
    return Pattern.compile(made.regex.toString(), Pattern.DOTALL);
  }

  private void next() {
    char c = glob.charAt(at++);
    switch (c) {
      case '*' -> star();
      case '?' -> regex.append("[^/]");
      case '[' -> oneOf();
      case '\\' -> {
        if (at == glob.length()) {
          throw malformed();
        }
        literally(glob.charAt(at++));
      }
      case '{' -> group(true, "(?:(?:");
      case '}' -> {
        if (inGroup) {
          group(false, "))");
        } else {
          literally(c);
        }
      }
      case ',' -> {
        if (inGroup) {
          regex.append(")|(?:");
        } else {
          literally(c);
        }
      }
      default -> literally(c);
    }
  }

  private void group(boolean begins, String as) {
    if (begins == inGroup) {
      throw malformed();
    }
    inGroup = begins;
    regex.append(as);
  }

  private void star() {
    int from = at - 1;
    while (at < glob.length() && glob.charAt(at) == '*') {
      at++;
    }
    regex.append(at - from > 1 ? ".*" : "[^/]*");
  }

  private void oneOf() {
    boolean not = at < glob.length() && glob.charAt(at) == '!';
    int from = not ? at + 1 : at;
    int end = glob.indexOf(']', from + 1);
    if (end < 0 || glob.substring(from, end).indexOf('/') >= 0) {
      throw malformed();
    }
    String members = glob.substring(from, end)
        .replace("\\", "\\\\")
        .replace("[", "\\[")
        .replace("]", "\\]")
        .replace("&", "\\&")
        .replace("^", "\\^");
    regex.append("[[^/]&&[").append(not ? "^" : "").append(members).append("]]");
    try {
      Pattern.compile("[" + members + "]");
    } catch (java.util.regex.PatternSyntaxException backwards) {
      throw malformed();
    }
    at = end + 1;
  }

  private void literally(char c) {
    if (c < 0x80 && !Character.isLetterOrDigit(c)) {
      regex.append('\\');
    }
    regex.append(c);
  }

  private InvalidRequestException malformed() {
    return new InvalidRequestException(
        "glob", "The glob '" + PathRule.printable(glob) + "' is malformed. Write src/**.java.");
  }
}
