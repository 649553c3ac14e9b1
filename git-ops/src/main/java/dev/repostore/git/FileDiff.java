package dev.repostore.git;

import java.util.Objects;

/**
 * What became of one file, in figures.
 *
 * @param added lines added; 0 if it is binary
 * @param deleted lines deleted; 0 if it is binary
 * @param binary whether it is no text, or too long to be compared
 */
public record FileDiff(PathChange change, int added, int deleted, boolean binary) {

  /** Checks that nothing is null. */
  public FileDiff {
    Objects.requireNonNull(change, "change");
  }
}
