package dev.repostore.git;

import dev.repostore.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;

/**
 * What to fetch. Start with {@link #usual()} or {@link #of(String...)}.
 *
 * @param refSpecs as Git writes them; empty for what the clone is configured to fetch
 * @param prune whether what is gone at the remote is removed here
 * @param tags which tags come along
 * @param depth how many commits of history from now on; 0 leaves it as it is, and
 *     {@link #WHOLE_HISTORY} fetches what a shallow clone lacks
 */
public record Fetch(List<String> refSpecs, boolean prune, Tags tags, int depth) {

  /** Which tags come along. */
  public enum Tags {
    /** Those that point at what is fetched. */
    FOLLOW,
    /** All. */
    ALL,
    /** None. */
    NONE
  }

  /** A depth that makes a shallow clone whole. */
  public static final int WHOLE_HISTORY = Integer.MAX_VALUE;

  /**
   * Copies the list.
   *
   * @throws InvalidRequestException with field {@code depth} if it is negative
   */
  public Fetch {
    refSpecs = List.copyOf(refSpecs);
    if (depth < 0) {
      throw new InvalidRequestException(
          "depth", "The depth is " + depth + "; it must be 1 or more, or 0 to leave it.");
    }
  }

  /** What the clone is configured to fetch, and the tags that point at it. */
  public static Fetch usual() {
    return new Fetch(List.of(), false, Tags.FOLLOW, 0);
  }

  /** Fetches these refs. */
  public static Fetch of(String... refSpecs) {
    return new Fetch(List.of(refSpecs), false, Tags.FOLLOW, 0);
  }

  /** The same and all notes. */
  public Fetch withNotes() {
    List<String> more = new ArrayList<>(refSpecs);
    more.add("+refs/notes/*:refs/notes/*");
    return new Fetch(more, prune, tags, depth);
  }

  /** The same, and what is gone at the remote is removed here. */
  public Fetch pruning() {
    return new Fetch(refSpecs, true, tags, depth);
  }

  /** The same with other tags. */
  public Fetch withTags(Tags tags) {
    return new Fetch(refSpecs, prune, tags, depth);
  }

  /** The same with another depth of history. */
  public Fetch withDepth(int depth) {
    return new Fetch(refSpecs, prune, tags, depth);
  }
}
