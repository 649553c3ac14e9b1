package dev.repostore.cli;

import org.jspecify.annotations.Nullable;

/** A command could not do what was asked; the message says what happened and what to do. */
final class CommandFailedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  CommandFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
