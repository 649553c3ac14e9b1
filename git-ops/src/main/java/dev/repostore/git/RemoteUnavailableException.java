package dev.repostore.git;

import org.jspecify.annotations.Nullable;

/** The remote could not be reached, broke off, or answered with something that is not Git. */
public final class RemoteUnavailableException extends GitException {

  private static final long serialVersionUID = 1L;

  RemoteUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
