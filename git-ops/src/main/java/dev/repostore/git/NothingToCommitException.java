package dev.repostore.git;

import org.jspecify.annotations.Nullable;

/** Nothing is staged that the last commit does not have; no commit was made. */
public final class NothingToCommitException extends GitException {

  private static final long serialVersionUID = 1L;

  NothingToCommitException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
