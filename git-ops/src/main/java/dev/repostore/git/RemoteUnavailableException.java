package dev.repostore.git;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The remote could not be reached, broke off, takes no more requests for now, or answered with
 * something that is not Git. The same may succeed later.
 */
public final class RemoteUnavailableException extends GitException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient @Nullable Duration retryAfter;

  RemoteUnavailableException(String message, @Nullable Throwable cause) {
    this(message, 0, null, cause);
  }

  RemoteUnavailableException(
      String message, int status, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** The remote's HTTP status, or 0 if there was no answer, or none that is Git. */
  public int status() {
    return status;
  }

  /** How long the remote asks to wait, if it says. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
