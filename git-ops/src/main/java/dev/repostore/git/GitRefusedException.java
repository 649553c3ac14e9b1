package dev.repostore.git;

import org.jspecify.annotations.Nullable;

/**
 * The remote did not let Git in: the token is missing, unknown, expired, revoked, another repo's,
 * or not allowed to do this; or the repo takes no pushes.
 */
public final class GitRefusedException extends GitException {

  private static final long serialVersionUID = 1L;

  private final RefusalReason reason;
  private final int status;

  GitRefusedException(String message, RefusalReason reason, int status, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.status = status;
  }

  /** Why. */
  public RefusalReason reason() {
    return reason;
  }

  /** The remote's HTTP status: 401 where it wants a token, 403 where the one it got is no good. */
  public int status() {
    return status;
  }
}
