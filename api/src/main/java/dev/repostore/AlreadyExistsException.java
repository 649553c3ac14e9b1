package dev.repostore;

import org.jspecify.annotations.Nullable;

/** The name is taken, without regard to case, by a repo or namespace that exists. */
public final class AlreadyExistsException extends RepoStoreException {

  private static final long serialVersionUID = 1L;

  /** @param message what happened, why, and what to do */
  public AlreadyExistsException(String message) {
    this(message, null, null);
  }

  /** As {@link #AlreadyExistsException(String)}, with what the host said and what led to it. */
  public AlreadyExistsException(
      String message, @Nullable HostError host, @Nullable Throwable cause) {
    super(message, host, cause);
  }

  @Override
  public String code() {
    return "already_exists";
  }

  @Override
  public boolean retryable() {
    return false;
  }
}
