package dev.repostore.repl;

import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** Java's code as characters: where its strings, comments and names are. */
final class CodeText {

  /** What a stretch of code can be. */
  enum Kind {
    STRING,
    COMMENT,
    NAME,
    OTHER
  }

  private static final Set<String> MODIFIERS =
      Set.of("public", "protected", "private", "static", "final", "transient", "volatile");

  private CodeText() {}

  /** The code with each stretch of it replaced by what a function makes of that. */
  static String map(String code, BiFunction<Kind, String, String> each) {
    StringBuilder mapped = new StringBuilder();
    for (int at = 0; at < code.length(); ) {
      Kind kind = kind(code, at);
      int end = end(code, at, kind);
      mapped.append(each.apply(kind, code.substring(at, end)));
      at = end;
    }
    return mapped.toString();
  }

  private static Kind kind(String code, int at) {
    char first = code.charAt(at);
    if (first == '"' || first == '\'') {
      return Kind.STRING;
    } else if (code.startsWith("//", at) || code.startsWith("/*", at)) {
      return Kind.COMMENT;
    }
    return Character.isJavaIdentifierPart(first) ? Kind.NAME : Kind.OTHER;
  }

  private static int end(String code, int at, Kind kind) {
    return switch (kind) {
      case STRING -> endOfString(code, at);
      case COMMENT ->
        code.startsWith("//", at)
            ? before(code, code.indexOf("\n", at), 0)
            : before(code, code.indexOf("*/", at + 2), 2);
      case NAME -> endOfName(code, at);
      case OTHER -> at + 1;
    };
  }

  private static int endOfString(String code, int at) {
    String quote = code.startsWith("\"\"\"", at) ? "\"\"\"" : code.substring(at, at + 1);
    int end = at + quote.length();
    while (end < code.length() && !code.startsWith(quote, end)) {
      if (quote.length() == 1 && code.charAt(end) == '\n') {
        return end; // a string that nobody has ended
      }
      end += code.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(code.length(), end + quote.length());
  }

  private static int endOfName(String code, int at) {
    int end = at;
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int before(String code, int found, int more) {
    return found < 0 ? code.length() : found + more;
  }

  /** The code without its comments, and without the blanks around it. */
  static String bare(String code) {
    return map(code, (kind, text) -> kind == Kind.COMMENT ? " " : text).strip();
  }

  /** The code with a semicolon at the end of it, which may be before a comment. */
  static String ended(String code) {
    int[] ends = new int[2]; // of all that was seen, and of the last that is no comment
    map(code, (kind, text) -> {
      ends[0] += text.length();
      ends[1] = kind == Kind.COMMENT || text.isBlank() ? ends[1] : ends[0];
      return text;
    });
    return code.startsWith(";", ends[1] - 1)
        ? code
        : code.substring(0, ends[1]) + ";" + code.substring(ends[1]);
  }

  /** A declaration without the modifiers that JShell allows before a variable, and ignores. */
  static String withoutModifiers(String declaration) {
    boolean[] begun = new boolean[1];
    return map(declaration, (kind, text) -> {
          begun[0] |= kind != Kind.COMMENT && !text.isBlank() && !MODIFIERS.contains(text);
          return begun[0] || kind != Kind.NAME ? text : "";
        })
        .strip();
  }

  /** Whether a name occurs in it. */
  static boolean names(String code, String name) {
    return indexOf(code, name) >= 0;
  }

  /** Where a name occurs in it first; -1 if it does not. */
  static int indexOf(String code, String name) {
    int[] ends = {0, -1}; // of all that was seen, and the place
    map(code, (kind, text) -> {
      ends[1] = ends[1] < 0 && kind == Kind.NAME && text.equals(name) ? ends[0] : ends[1];
      ends[0] += text.length();
      return text;
    });
    return ends[1];
  }

  /** The code with other names, but for those of members, which follow a point. */
  static String renamed(String code, Map<String, String> names) {
    boolean[] member = new boolean[1];
    return map(code, (kind, text) -> {
      boolean renamed = kind == Kind.NAME && !member[0];
      member[0] = text.equals(".") || (member[0] && text.isBlank());
      return renamed ? names.getOrDefault(text, text) : text;
    });
  }
}
