package dev.repostore.git;

import dev.repostore.InvalidRequestException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request for the differences between two states of the files. Start with {@link #between},
 * {@link #staged()}, {@link #unstaged()} or {@link #uncommitted()}.
 *
 * @param before a branch, tag or commit; null for the index
 * @param after a branch, tag or commit; null for the index if {@code files} is false, else for the
 *     files as they are
 * @param files whether the files as they are, those that Git follows, are the second state
 * @param paths files and folders to look at; none for all
 * @param context lines shown before and after each change
 * @param maxBytes how long the text may be; 0 for none, and the figures alone
 * @param renames whether files that were moved are looked for
 */
public record Diff(
    @Nullable String before,
    @Nullable String after,
    boolean files,
    List<String> paths,
    int context,
    int maxBytes,
    boolean renames) {

  private static final int USUAL_CONTEXT = 3;
  private static final int USUAL_BYTES = 1 << 20;

  /**
   * @throws InvalidRequestException with the field's name if a number is less than zero, or a path
   *     empty
   */
  public Diff {
    paths = PathRule.requireNamed(paths);
    requireNotNegative("context", context);
    requireNotNegative("max_bytes", maxBytes);
  }

  /** What differs from one branch, tag or commit to another. */
  public static Diff between(String before, String after) {
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(after, "after");
    return of(before, after, false);
  }

  /** What the next commit will change: the last commit against the index. */
  public static Diff staged() {
    return of("HEAD", null, false);
  }

  /** What is changed and not staged: the index against the files. */
  public static Diff unstaged() {
    return of(null, null, true);
  }

  /** What is in no commit: the last commit against the files. */
  public static Diff uncommitted() {
    return of("HEAD", null, true);
  }

  private static Diff of(@Nullable String before, @Nullable String after, boolean files) {
    return new Diff(before, after, files, List.of(), USUAL_CONTEXT, USUAL_BYTES, true);
  }

  /** The same request for these files and folders. */
  public Diff withPaths(String... paths) {
    return new Diff(before, after, files, List.of(paths), context, maxBytes, renames);
  }

  /** The same request with more or fewer lines around each change. */
  public Diff withContext(int context) {
    return new Diff(before, after, files, paths, context, maxBytes, renames);
  }

  /** The same request with another bound on the text; 0 for the figures alone. */
  public Diff withMaxBytes(int maxBytes) {
    return new Diff(before, after, files, paths, context, maxBytes, renames);
  }

  /** The same request, looking for moved files or not. */
  public Diff withRenames(boolean renames) {
    return new Diff(before, after, files, paths, context, maxBytes, renames);
  }

  private static void requireNotNegative(String field, int number) {
    if (number < 0) {
      throw new InvalidRequestException(
          field, "'" + field + "' is " + number + "; it must be 0 or more.");
    }
  }
}
