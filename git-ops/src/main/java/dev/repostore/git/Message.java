package dev.repostore.git;

import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.CommitConfig;
import org.eclipse.jgit.lib.CommitConfig.CleanupMode;

/** The text of a commit, as Git stores it. */
final class Message {

  private static final Pattern TRAILER = Pattern.compile("[A-Za-z0-9-]+\\s*:.*|\\s.*");

  private Message() {}

  /**
   * Blank lines and trailing spaces are taken away as Git does, and the trailers put at the end.
   */
  static String of(String text, List<Trailer> trailers) {
    String clean = CommitConfig.cleanText(
        text.replace("\r\n", "\n").replace('\0', ' '), CleanupMode.WHITESPACE, '#');
    if (!clean.endsWith("\n")) {
      clean += "\n";
    }
    if (trailers.isEmpty()) {
      return clean;
    }
    StringBuilder message = new StringBuilder(clean);
    if (!endsInTrailers(clean)) {
      message.append('\n');
    }
    for (Trailer trailer : trailers) {
      String line = trailer + "\n";
      // As Git does it: the same as the last one is not written again.
      if (!message.toString().endsWith("\n" + line)) {
        message.append(line);
      }
    }
    return message.toString();
  }

  /** Whether the last paragraph, which must not be the first, is trailers alone. */
  private static boolean endsInTrailers(String clean) {
    int start = clean.lastIndexOf("\n\n");
    if (start < 0) {
      return false;
    }
    String paragraph = clean.substring(start + 2).stripTrailing();
    return !Character.isWhitespace(paragraph.charAt(0))
        && paragraph.lines().allMatch(line -> TRAILER.matcher(line).matches());
  }
}
