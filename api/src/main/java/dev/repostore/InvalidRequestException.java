package dev.repostore;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The request itself is wrong; nothing was done. */
public final class InvalidRequestException extends RepoStoreException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String field;

  /**
   * @param field which part of the request is wrong, spelled as on the wire
   *     ({@code default_branch}); null for the whole
   * @param message what happened, why, and what to do
   */
  public InvalidRequestException(@Nullable String field, String message) {
    this(field, message, null, null);
  }

  /**
   * As {@link #InvalidRequestException(String, String)}, with what the host said and what led to
   * it.
   */
  public InvalidRequestException(
      @Nullable String field, String message, @Nullable HostError host, @Nullable Throwable cause) {
    super(message, host, cause);
    this.field = field;
  }

  /** Which part of the request is wrong, spelled as on the wire; empty for the whole. */
  public Optional<String> field() {
    return Optional.ofNullable(field);
  }

  @Override
  public String code() {
    return "invalid_request";
  }

  @Override
  public boolean retryable() {
    return false;
  }
}
