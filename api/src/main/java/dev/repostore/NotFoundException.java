package dev.repostore;

import org.jspecify.annotations.Nullable;

/** There is no such repo, token, namespace or object. */
public final class NotFoundException extends RepoStoreException {

  private static final long serialVersionUID = 1L;

  /** @param message what happened, why, and what to do */
  public NotFoundException(String message) {
    this(message, null, null);
  }

  /** As {@link #NotFoundException(String)}, with what the host said and what led to it. */
  public NotFoundException(String message, @Nullable HostError host, @Nullable Throwable cause) {
    super(message, host, cause);
  }

  /** Says that no repo has that name. */
  public static NotFoundException repo(String name) {
    return new NotFoundException(
        "There is no repo named '" + name + "' in this store. list() shows those there are.");
  }

  @Override
  public String code() {
    return "not_found";
  }

  @Override
  public boolean retryable() {
    return false;
  }
}
