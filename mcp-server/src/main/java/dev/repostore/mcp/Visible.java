package dev.repostore.mcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes characters that cannot be seen, or that reorder what is seen, visible: {@code U+202E}
 * becomes <code>{U+202E}</code>. Text from a repo could otherwise say one thing to a person and
 * another to a model. Tabs and line ends stay.
 */
final class Visible {

  private static final Pattern ESCAPE = Pattern.compile("\\{U\\+([0-9A-F]{4,6})\\}");

  private Visible() {}

  /** All texts of a tree of maps and lists, names of fields included. */
  static Map<String, Object> in(Map<String, Object> fields) {
    Map<String, Object> visible = new LinkedHashMap<>();
    fields.forEach((name, value) -> visible.put(in(name), in(value)));
    return visible;
  }

  private static Object in(Object value) {
    if (value instanceof String text) {
      return in(text);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Visible::in).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> visible = new LinkedHashMap<>();
      map.forEach((name, item) -> visible.put(in(String.valueOf(name)), in(item)));
      return visible;
    }
    return value;
  }

  /** Whether there is anything to be made visible. */
  static boolean changes(@Nullable String text) {
    return text != null && text.codePoints().anyMatch(Visible::isHidden);
  }

  /** The text itself if there is nothing to be made visible. */
  static String in(String text) {
    if (!changes(text)) {
      return text;
    }
    StringBuilder visible = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(point -> {
      if (isHidden(point)) {
        visible.append(String.format("{U+%04X}", point));
      } else {
        visible.appendCodePoint(point);
      }
    });
    return visible.toString();
  }

  /** What was shown so: the text, with each <code>{U+202E}</code> as the character again. */
  static String hidden(String shown) {
    return ESCAPE.matcher(shown).replaceAll(escape -> {
      int point = Integer.parseInt(escape.group(1), 16);
      boolean ours = Character.isValidCodePoint(point) && isHidden(point);
      return Matcher.quoteReplacement(ours ? Character.toString(point) : escape.group());
    });
  }

  private static boolean isHidden(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL -> point != '\n' && point != '\t' && point != '\r';
      case Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED -> true;
      // Variation selectors and fillers: drawn as nothing, and enough of them carry a message.
      default ->
        (point >= 0xFE00 && point <= 0xFE0F)
            || (point >= 0xE0100 && point <= 0xE01EF)
            || point == 0x115F
            || point == 0x1160
            || point == 0x3164
            || point == 0xFFA0
            || point == 0x2800;
    };
  }
}
