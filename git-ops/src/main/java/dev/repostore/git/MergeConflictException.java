package dev.repostore.git;

import java.util.List;

/**
 * Both sides changed the same lines or files in different ways. The message says whether the
 * working copy was left with the conflict in it.
 */
public final class MergeConflictException extends GitException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // what List.copyOf gives is serializable
  private final List<String> paths;

  MergeConflictException(String message, List<String> paths) {
    super(message, null);
    this.paths = List.copyOf(paths);
  }

  /** The files in conflict, in order. */
  public List<String> paths() {
    return paths;
  }
}
