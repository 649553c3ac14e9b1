package dev.repostore.git;

import java.util.List;

/** Files have changes that are in no commit and would be lost; nothing was changed. */
public final class UncommittedChangesException extends GitException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // what List.copyOf gives is serializable
  private final List<String> paths;

  UncommittedChangesException(String message, List<String> paths) {
    super(message, null);
    this.paths = List.copyOf(paths);
  }

  /** The files, in order. */
  public List<String> paths() {
    return paths;
  }
}
