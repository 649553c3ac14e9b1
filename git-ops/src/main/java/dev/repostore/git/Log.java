package dev.repostore.git;

import dev.repostore.InvalidRequestException;
import java.util.List;
import java.util.Objects;

/**
 * A request for commits, newest first. Start with {@link #head()} or {@link #of(String)}.
 *
 * @param range a branch, tag or commit, for all that leads to it; {@code a..b} for what b has and a
 *     has not; {@code a...b} for what only one of them has
 * @param paths files and folders: commits that change none of them are left out; none for all
 * @param limit how many commits at most, 1 or more; 100 unless set
 * @param skip how many of the newest to pass over
 */
public record Log(String range, List<String> paths, int limit, int skip) {

  /**
   * @throws InvalidRequestException with the field's name if a number is out of bounds, or a path
   *     empty
   */
  public Log {
    Objects.requireNonNull(range, "range");
    paths = PathRule.requireNamed(paths);
    if (limit < 1) {
      throw new InvalidRequestException(
          "limit", "The limit is " + limit + "; it must be 1 or more.");
    }
    if (skip < 0) {
      throw new InvalidRequestException("skip", "Skip is " + skip + "; it must be 0 or more.");
    }
  }

  /** The newest 100 commits that lead to the last one. */
  public static Log head() {
    return of("HEAD");
  }

  /** The newest 100 commits of a range. */
  public static Log of(String range) {
    return new Log(range, List.of(), 100, 0);
  }

  /** The same request for these files and folders. */
  public Log withPaths(String... paths) {
    return new Log(range, List.of(paths), limit, skip);
  }

  /** The same request for another number of commits. */
  public Log withLimit(int limit) {
    return new Log(range, paths, limit, skip);
  }

  /** The same request from further back. */
  public Log withSkip(int skip) {
    return new Log(range, paths, limit, skip);
  }
}
