package dev.repostore;

import org.jspecify.annotations.Nullable;

/**
 * The store's credential is missing, wrong or not allowed to do this. Git's own tokens do not open
 * a store.
 */
public final class AccessRefusedException extends RepoStoreException {

  private static final long serialVersionUID = 1L;

  /** @param message what happened, why, and what to do */
  public AccessRefusedException(String message) {
    this(message, null, null);
  }

  /** As {@link #AccessRefusedException(String)}, with what the host said and what led to it. */
  public AccessRefusedException(
      String message, @Nullable HostError host, @Nullable Throwable cause) {
    super(message, host, cause);
  }

  @Override
  public String code() {
    return "access_refused";
  }

  @Override
  public boolean retryable() {
    return false;
  }
}
