package dev.repostore.repl;

import dev.repostore.git.FileDiff;
import dev.repostore.git.Patch;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What differs between two states of the files; prints as the text of it.
 *
 * @param files what became of each
 * @param untracked new files, which Git does not follow yet and the text has nothing of
 * @param text as {@code git apply} reads it
 * @param truncated whether the text ends early, as it passed the bound
 */
public record Difference(
    List<FileDiff> files, List<String> untracked, String text, boolean truncated) {

  private static final int SHOWN = 20;

  /** Copies the lists. */
  public Difference {
    files = List.copyOf(files);
    untracked = List.copyOf(untracked);
  }

  Difference(Patch patch) {
    this(patch, List.of());
  }

  Difference(Patch patch, List<String> untracked) {
    this(patch.files(), untracked, patch.text(), patch.truncated());
  }

  /** The text, with what would move a terminal's cursor spelled. */
  @Override
  public String toString() {
    String shown = Visible.text(text).stripTrailing() + (truncated ? "\n(cut here)" : "");
    if (shown.isEmpty() && untracked.isEmpty()) {
      return "(no difference)";
    }
    return untracked.isEmpty() ? shown : (shown + "\n" + fresh()).stripLeading();
  }

  private String fresh() {
    int more = untracked.size() - SHOWN;
    return untracked.stream()
        .limit(SHOWN)
        .map(Visible::line)
        .collect(Collectors.joining(", ", "New: ", more > 0 ? ", and " + more + " more" : ""));
  }
}
