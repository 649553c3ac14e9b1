package dev.repostore;

import org.jspecify.annotations.Nullable;

/**
 * The store could not be reached, did not answer in time, or answered with something that makes no
 * sense.
 */
public final class StoreUnavailableException extends RepoStoreException {

  private static final long serialVersionUID = 1L;

  private final boolean retryable;

  /**
   * A failure that may pass.
   *
   * @param message what happened, why, and what to do
   */
  public StoreUnavailableException(String message) {
    this(message, null, null);
  }

  /** As {@link #StoreUnavailableException(String)}, with what the host said and what led to it. */
  public StoreUnavailableException(
      String message, @Nullable HostError host, @Nullable Throwable cause) {
    this(message, true, host, cause);
  }

  /**
   * A failure that may pass, or one that will not ({@code retryable} false), such as damaged
   * storage.
   */
  public StoreUnavailableException(
      String message, boolean retryable, @Nullable HostError host, @Nullable Throwable cause) {
    super(message, host, cause);
    this.retryable = retryable;
  }

  @Override
  public String code() {
    return "unavailable";
  }

  @Override
  public boolean retryable() {
    return retryable;
  }
}
