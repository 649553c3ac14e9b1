package dev.repostore.git;

import dev.repostore.Person;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request to bring commits into the branch HEAD is on. Start with {@link #of(String)}.
 *
 * @param revision the branch, tag or commit that has them, {@code origin/main} for instance
 * @param message the merge commit's; null for the one Git would write
 * @param committer of what is committed; null as with {@link CreateCommit#committer()}
 */
public record Merge(
    String revision,
    How how,
    @Nullable String message,
    @Nullable Person committer) {

  /** What to do with commits of one's own that the other side has not. */
  public enum How {
    /** There must be none: the branch moves forward, or the merge is refused. */
    FAST_FORWARD_ONLY,
    /** A merge commit, where the branch cannot just move forward. */
    MERGE,
    /** A merge commit in any case. */
    ALWAYS_COMMIT,
    /** They are made again on top of the other side, their merges left out. */
    REBASE
  }

  /** Checks that revision and how are not null. */
  public Merge {
    Objects.requireNonNull(revision, "revision");
    Objects.requireNonNull(how, "how");
  }

  /** Moves the branch forward where it can, and makes a merge commit where not. */
  public static Merge of(String revision) {
    return new Merge(revision, How.MERGE, null, null);
  }

  /** The same request, done in another way. */
  public Merge withHow(How how) {
    return new Merge(revision, how, message, committer);
  }

  /** The same request with another message for the merge commit. */
  public Merge withMessage(String message) {
    return new Merge(revision, how, message, committer);
  }

  /** The same request by another committer. */
  public Merge withCommitter(Person committer) {
    return new Merge(revision, how, message, committer);
  }
}
