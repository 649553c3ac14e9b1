package dev.repostore.git;

import java.util.List;
import java.util.Objects;

/**
 * A line that was found.
 *
 * @param path the file it is in
 * @param line its number, from 1
 * @param text the line without its break, cut where it is very long
 * @param before lines that come before it, the nearest last
 * @param after lines that follow it
 */
public record GrepHit(String path, int line, String text, List<String> before, List<String> after) {

  /** Copies the lists. */
  public GrepHit {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(text, "text");
    before = List.copyOf(before);
    after = List.copyOf(after);
  }
}
