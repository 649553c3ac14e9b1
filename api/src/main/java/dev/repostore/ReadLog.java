package dev.repostore;

import org.jspecify.annotations.Nullable;

/**
 * A request for commits, newest first, along first parents. Start with {@link #head()} or
 * {@link #of(String)}.
 *
 * @param ref a branch, a tag or a full commit hash; null for the default branch
 * @param limit how many commits, 1 to {@value #MAX_LIMIT}; 50 unless set
 * @param offset how many of the newest to pass over, 0 or more
 */
public record ReadLog(@Nullable String ref, int limit, int offset) {

  /** The most commits one answer can have. */
  public static final int MAX_LIMIT = 1000;

  /**
   * @throws InvalidRequestException with field {@code limit} or {@code offset} if one is out of
   *     bounds
   */
  public ReadLog {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new InvalidRequestException(
          "limit", "The limit is " + limit + "; it must be 1 to " + MAX_LIMIT + ".");
    }
    if (offset < 0) {
      throw new InvalidRequestException(
          "offset", "The offset is " + offset + "; it must be 0 or more.");
    }
  }

  /** The last 50 commits of the default branch. */
  public static ReadLog head() {
    return new ReadLog(null, 50, 0);
  }

  /** The last 50 commits of a branch, a tag or a commit. */
  public static ReadLog of(String ref) {
    return new ReadLog(ref, 50, 0);
  }

  /** The same request for another number of commits. */
  public ReadLog withLimit(int limit) {
    return new ReadLog(ref, limit, offset);
  }

  /** The same request from further back. */
  public ReadLog withOffset(int offset) {
    return new ReadLog(ref, limit, offset);
  }
}
