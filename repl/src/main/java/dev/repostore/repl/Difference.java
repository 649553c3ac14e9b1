package dev.repostore.repl;

import dev.repostore.git.FileDiff;
import dev.repostore.git.Patch;
import java.util.List;

/**
 * What differs between two states of the files; prints as the text of it.
 *
 * @param files what became of each
 * @param text as {@code git apply} reads it
 * @param truncated whether the text ends early, as it passed the bound
 */
public record Difference(List<FileDiff> files, String text, boolean truncated) {

  /** Copies the list. */
  public Difference {
    files = List.copyOf(files);
  }

  Difference(Patch patch) {
    this(patch.files(), patch.text(), patch.truncated());
  }

  /** The text, with what would move a terminal's cursor spelled. */
  @Override
  public String toString() {
    String shown = Visible.text(text).stripTrailing();
    return shown.isEmpty() ? "(no difference)" : truncated ? shown + "\n(cut here)" : shown;
  }
}
