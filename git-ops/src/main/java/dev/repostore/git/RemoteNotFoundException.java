package dev.repostore.git;

import org.jspecify.annotations.Nullable;

/** There is no Git repository at the remote's URL, or none that this token may know of. */
public final class RemoteNotFoundException extends GitException {

  private static final long serialVersionUID = 1L;

  RemoteNotFoundException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
