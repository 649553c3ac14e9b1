package dev.repostore.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Text that looks, and compresses, like source code. */
final class Prose {
  private static final String[] SYLLABLES = {
    "al", "ber", "con", "der", "en", "fer", "get", "hal", "in", "jo", "ker", "lo", "map", "nor",
    "ob", "pre", "qu", "re", "set", "ter", "un", "val", "wit", "ex", "yo", "zen"
  };
  private static final String[] SHAPES = {
    "    %s.%s(%s);",
    "    if (%s == %s) {",
    "      return %s.%s(%s, %s);",
    "    }",
    "  private final %s %s;",
    "    // The %s of a %s is its %s, and never a %s.",
    "    for (int %s = 0; %s < limit; %s++) {",
    "",
    "    %s = new %s(%s, \"%s\");"
  };

  private final Random random;
  private final String[] words = new String[2500];

  Prose(Random random) {
    this.random = random;
    for (int word = 0; word < words.length; word++) {
      StringBuilder made = new StringBuilder();
      for (int part = 1 + random.nextInt(3); part >= 0; part--) {
        made.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
      }
      words[word] = made.toString();
    }
  }

  List<String> text(int lines) {
    List<String> text = new ArrayList<>();
    for (int line = 0; line < lines; line++) {
      text.add(line());
    }
    return text;
  }

  String line() {
    return String.format(SHAPES[random.nextInt(SHAPES.length)], word(), word(), word(), word());
  }

  /** Common words come often, rare ones seldom. */
  private String word() {
    double spread = random.nextDouble();
    return words[(int) (spread * spread * words.length)];
  }

  /** Replaces, adds or removes up to so many lines in one or two places. */
  void edit(List<String> text, int hunk) {
    for (int place = random.nextInt(2); place >= 0; place--) {
      int at = random.nextInt(text.size());
      int count = 1 + random.nextInt(hunk);
      int kind = random.nextInt(10);
      for (int line = 0; line < count; line++) {
        if (kind < 5 && at < text.size()) {
          text.set(at, line());
          at++;
        } else if (kind < 8 || text.size() < 10) {
          text.add(Math.min(at, text.size()), line());
        } else if (at < text.size()) {
          text.remove(at);
        }
      }
    }
  }
}
