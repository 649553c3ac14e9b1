package dev.repostore.git;

import java.util.List;
import java.util.Objects;

/**
 * The differences between two states of the files.
 *
 * @param files what became of each, in order of path
 * @param text as {@code git apply} reads it, in UTF-8; bytes that are not UTF-8 are shown as U+FFFD
 * @param truncated whether the text ends early, after a whole line, as it passed the bound
 */
public record Patch(List<FileDiff> files, String text, boolean truncated) {

  /** Copies the list. */
  public Patch {
    files = List.copyOf(files);
    Objects.requireNonNull(text, "text");
  }

  /** How many lines were added in all files. */
  public long added() {
    return files.stream().mapToLong(FileDiff::added).sum();
  }

  /** How many lines were deleted in all files. */
  public long deleted() {
    return files.stream().mapToLong(FileDiff::deleted).sum();
  }
}
