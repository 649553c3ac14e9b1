package dev.repostore.git;

import java.util.List;
import java.util.Objects;

/**
 * What a merge would do. Nothing was changed, and nothing stored.
 *
 * @param outcome what would come of it; {@link Merged.Outcome#CONFLICTS} if there are any
 * @param changes what it would change in the files of the last commit; where there are conflicts,
 *     in those that have none
 * @param conflicts the files that both sides changed in different ways, in order
 */
public record MergePreview(
    Merged.Outcome outcome, List<PathChange> changes, List<String> conflicts) {

  /** Copies the lists. */
  public MergePreview {
    Objects.requireNonNull(outcome, "outcome");
    changes = List.copyOf(changes);
    conflicts = List.copyOf(conflicts);
    outcome = conflicts.isEmpty() ? outcome : Merged.Outcome.CONFLICTS;
  }
}
