package dev.repostore.git;

import java.util.Objects;

/**
 * What came of a merge.
 *
 * @param head the branch's last commit now, 40 hex digits
 */
public record Merged(Outcome outcome, String head) {

  /** What came of it. */
  public enum Outcome {
    /** The branch has all the commits already. */
    UP_TO_DATE,
    /** The branch moved forward; no commit was made. */
    FAST_FORWARD,
    /** A merge commit was made. */
    MERGED,
    /** The branch's own commits were made again on top of the others. */
    REBASED,
    /** Nothing would come of it as it is: of previews alone, since a merge throws that. */
    CONFLICTS
  }

  /** Checks that nothing is null. */
  public Merged {
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(head, "head");
  }
}
