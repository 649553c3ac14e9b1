package dev.repostore.git;

import java.util.List;
import java.util.stream.Collectors;

/** How paths are shown in a message. */
final class Shown {

  private static final int MOST = 5;

  private Shown() {}

  /** The first few, and how many more there are. */
  static String list(List<String> paths) {
    String shown = paths.stream()
        .limit(MOST)
        .map(path -> "'" + PathRule.printable(path) + "'")
        .collect(Collectors.joining(", "));
    return paths.size() > MOST ? shown + " and " + (paths.size() - MOST) + " more" : shown;
  }
}
