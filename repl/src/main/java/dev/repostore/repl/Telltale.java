package dev.repostore.repl;

import dev.repostore.Secret;
import java.util.regex.Pattern;

/** Code in which somebody has written a credential out, as it may be shown and kept. */
final class Telltale {

  private static final String HIDDEN = "\"***\"";

  /** What stands before a credential that does not look like one. */
  private static final Pattern BEFORE = Pattern.compile("(?s).*(?:Secret\\s*\\.\\s*of\\s*\\(\\s*"
      + "|(?i:token|password|passwd|secret|api_?key|credential)\\w*\\s*=\\s*)");

  private static final int ENOUGH = 200;

  private Telltale() {}

  /** The code with three stars in the place of each string that is a credential. */
  static String hide(String code) {
    StringBuilder before = new StringBuilder();
    return CodeText.map(code, (kind, text) -> {
      String shown = kind == CodeText.Kind.STRING
          ? string(text, before.substring(Math.max(0, before.length() - ENOUGH)))
          : text.startsWith("art_v") || kind == CodeText.Kind.COMMENT ? Secret.mask(text) : text;
      before.append(text);
      return shown;
    });
  }

  private static String string(String literal, String before) {
    return literal.startsWith("\"") && BEFORE.matcher(before).matches()
        ? HIDDEN
        : Secret.mask(literal);
  }

  /** Whether there is one in it. */
  static boolean isIn(String code) {
    return !code.equals(hide(code));
  }
}
