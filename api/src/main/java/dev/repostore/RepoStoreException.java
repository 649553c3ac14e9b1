package dev.repostore;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a store did not do what it was asked. The message says what happened, why and what to do, and
 * never has a credential in it.
 *
 * <p>The subtypes are all there are: a {@code catch} of each is a catch of everything.
 */
public abstract sealed class RepoStoreException extends RuntimeException
    permits AccessRefusedException,
        AlreadyExistsException,
        InvalidRequestException,
        NotFoundException,
        NotReadyException,
        RateLimitedException,
        StoreUnavailableException,
        UnsupportedCapabilityException {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable HostError host;

  RepoStoreException(String message, @Nullable HostError host, @Nullable Throwable cause) {
    super(Secret.mask(message), cause);
    this.host = host;
  }

  /**
   * What kind of failure it is, in a word for programs: {@code not_found}, {@code already_exists},
   * {@code not_ready}, {@code invalid_request}, {@code access_refused}, {@code rate_limited},
   * {@code unavailable} or {@code unsupported}. The same in every face of the project.
   */
  public abstract String code();

  /** Whether the same call may succeed later without anything being changed by the caller. */
  public abstract boolean retryable();

  /** The host's own code and words, where the failure came from a host. */
  public final Optional<HostError> host() {
    return Optional.ofNullable(host);
  }
}
