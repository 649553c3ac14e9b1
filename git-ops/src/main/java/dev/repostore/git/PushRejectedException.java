package dev.repostore.git;

/** The remote took the push but not all of its refs; the message has its reason for each. */
public final class PushRejectedException extends GitException {

  private static final long serialVersionUID = 1L;

  PushRejectedException(String message) {
    super(message, null);
  }
}
