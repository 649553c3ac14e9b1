package dev.repostore.git;

import org.jspecify.annotations.Nullable;

/**
 * A path was not read, written or recorded: it leads out of the {@link Workspace}, or it is a name
 * Git refuses. Nothing was changed at that path.
 */
public final class PathRefusedException extends GitException {

  private static final long serialVersionUID = 1L;

  private final String path;

  PathRefusedException(String path, String why) {
    this(path, why, null);
  }

  PathRefusedException(String path, String why, @Nullable Throwable cause) {
    super("The path '" + PathRule.printable(path) + "' is refused: " + why, cause);
    this.path = path;
  }

  /** The path as it was given or found, which may have control characters in it. */
  public String path() {
    return path;
  }
}
