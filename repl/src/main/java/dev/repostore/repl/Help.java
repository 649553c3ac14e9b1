package dev.repostore.repl;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the words do, by topic. Its text is a file: a line {@code # Topic} begins a topic, a line
 * {@code word: what it does} a word, and the lines below it, which begin with two blanks, are its
 * example.
 */
final class Help {

  /** One word. */
  record Entry(String topic, String word, String text, List<String> example) {}

  private Help() {}

  /** All words by topic, in a line each. */
  static void print(PrintStream out) {
    String topic = "";
    for (Entry entry : entries().values()) {
      if (!entry.topic().equals(topic)) {
        topic = entry.topic();
        out.println((topic.isEmpty() ? "" : "\n") + topic);
      }
      out.printf("  %-12s %s%n", entry.word(), entry.text());
    }
    out.println("\nhelp(\"fork\") shows an example of a word, and Tab what can follow.");
    out.flush();
  }

  /** One word with an example. */
  static void print(String word, PrintStream out) {
    Optional<Entry> entry = Optional.ofNullable(entries().get(word.replaceFirst("\\(.*", "")));
    if (entry.isEmpty()) {
      out.println("There is no word '" + Visible.line(word) + "'. There is: "
          + String.join(", ", entries().keySet()) + ".");
    } else {
      out.println(entry.get().word() + ": " + entry.get().text() + "\n");
      entry.get().example().forEach(line -> out.println("  " + line));
    }
    out.flush();
  }

  /** Each word, in the order they are told of. */
  static Map<String, Entry> entries() {
    Map<String, Entry> entries = new LinkedHashMap<>();
    String topic = "";
    Entry last = null;
    for (String line : Resources.text("help.txt").lines().toList()) {
      if (line.startsWith("# ")) {
        topic = line.substring(2);
      } else if (line.startsWith("  ") && last != null) {
        last.example().add(line.strip());
      } else if (line.contains(": ")) {
        String word = line.substring(0, line.indexOf(": "));
        last = new Entry(topic, word, line.substring(word.length() + 2), new ArrayList<>());
        entries.put(word, last);
      }
    }
    return entries;
  }
}
