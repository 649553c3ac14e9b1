package dev.repostore.git;

import org.jspecify.annotations.Nullable;

/**
 * There is no working copy, another process is at work in it, or its files cannot be read or
 * written.
 */
public final class CheckoutUnusableException extends GitException {

  private static final long serialVersionUID = 1L;

  CheckoutUnusableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
