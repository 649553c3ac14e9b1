package dev.repostore;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The host takes no more requests for now. Nothing here waits by itself: that is the caller's
 * choice.
 */
public final class RateLimitedException extends RepoStoreException {

  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  /**
   * @param message what happened, why, and what to do
   * @param retryAfter how long to wait before the next try
   */
  public RateLimitedException(String message, Duration retryAfter) {
    this(message, retryAfter, null, null);
  }

  /**
   * As {@link #RateLimitedException(String, Duration)}, with what the host said and what led to it.
   */
  public RateLimitedException(
      String message, Duration retryAfter, @Nullable HostError host, @Nullable Throwable cause) {
    super(message, host, cause);
    this.retryAfter = Objects.requireNonNull(retryAfter, "retryAfter");
  }

  /**
   * How long to wait before the next try: what the host said, or our guess where it said nothing.
   * Never negative.
   */
  public Duration retryAfter() {
    return retryAfter;
  }

  @Override
  public String code() {
    return "rate_limited";
  }

  @Override
  public boolean retryable() {
    return true;
  }
}
