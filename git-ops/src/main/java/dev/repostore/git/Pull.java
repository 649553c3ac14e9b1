package dev.repostore.git;

import dev.repostore.Person;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request to fetch, and to bring the upstream of the branch HEAD is on into it. Start with
 * {@link #forward()}, {@link #merging()} or {@link #rebasing()}.
 *
 * @param message the merge commit's; null for the one Git would write
 * @param committer of what is committed; null as with {@link CreateCommit#committer()}
 */
public record Pull(
    Merge.How how, @Nullable String message, @Nullable Person committer) {

  /** Checks that how is not null. */
  public Pull {
    Objects.requireNonNull(how, "how");
  }

  /** Moves the branch forward, or is refused if there are commits of one's own: makes none. */
  public static Pull forward() {
    return new Pull(Merge.How.FAST_FORWARD_ONLY, null, null);
  }

  /** Moves the branch forward where it can, and makes a merge commit where not. */
  public static Pull merging() {
    return new Pull(Merge.How.MERGE, null, null);
  }

  /** Makes commits of one's own again on top of the upstream's. */
  public static Pull rebasing() {
    return new Pull(Merge.How.REBASE, null, null);
  }

  /** The same request with another message for the merge commit. */
  public Pull withMessage(String message) {
    return new Pull(how, message, committer);
  }

  /** The same request by another committer. */
  public Pull withCommitter(Person committer) {
    return new Pull(how, message, committer);
  }

  /** What is to be merged once it is fetched. */
  Merge of(String upstream) {
    return new Merge(upstream, how, message, committer);
  }
}
