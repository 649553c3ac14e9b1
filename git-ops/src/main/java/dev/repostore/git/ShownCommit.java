package dev.repostore.git;

import dev.repostore.Commit;
import java.util.Objects;

/**
 * A commit and what it changed.
 *
 * @param patch against its first parent, or against nothing if it has none
 */
public record ShownCommit(Commit commit, Patch patch) {

  /** Checks that nothing is null. */
  public ShownCommit {
    Objects.requireNonNull(commit, "commit");
    Objects.requireNonNull(patch, "patch");
  }
}
