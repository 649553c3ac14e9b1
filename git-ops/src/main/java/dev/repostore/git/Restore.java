package dev.repostore.git;

import dev.repostore.InvalidRequestException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to put files back as they were. Start with {@link #of(String...)}.
 *
 * @param paths files, and folders for all in them
 * @param source the branch, tag or commit that has them as they were; null for the index
 * @param staged whether the index has them so afterwards, too
 */
public record Restore(List<String> paths, @Nullable String source, boolean staged) {

  /** @throws InvalidRequestException with field {@code paths} if there are none */
  public Restore {
    paths = List.copyOf(paths);
    if (paths.isEmpty()) {
      throw new InvalidRequestException(
          "paths", "Nothing is named that should be put back. Name files or folders.");
    }
  }

  /** Puts files back as they are staged. */
  public static Restore of(String... paths) {
    return new Restore(List.of(paths), null, false);
  }

  /** The same request, for what a branch, a tag or a commit has; the index stays as it is. */
  public Restore from(String source) {
    return new Restore(paths, source, staged);
  }

  /** The same request, for the index as well: nothing of a change is left. */
  public Restore withStaged() {
    return new Restore(paths, source, true);
  }
}
