package dev.repostore.git;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A ref of a clone that a fetch has changed, or would have.
 *
 * @param ref its full name here
 * @param change what became of it
 * @param before the hash it had; null if it was not there
 * @param after the hash the remote has; null if it is gone there
 */
public record FetchedRef(
    String ref,
    Change change,
    @Nullable String before,
    @Nullable String after) {

  /** What became of a ref. */
  public enum Change {
    /** It is new. */
    NEW,
    /** It has more commits. */
    FORWARD,
    /** It was replaced: some of its commits are gone. */
    FORCED,
    /** It is gone. */
    DELETED,
    /** It stays as it was, since commits would be lost and the refspec has no {@code +}. */
    REJECTED
  }

  /** Checks that name and change are there. */
  public FetchedRef {
    Objects.requireNonNull(ref, "ref");
    Objects.requireNonNull(change, "change");
  }
}
