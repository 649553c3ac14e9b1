package dev.repostore.host;

import dev.repostore.AccessRefusedException;
import dev.repostore.AlreadyExistsException;
import dev.repostore.HostError;
import dev.repostore.InvalidRequestException;
import dev.repostore.NotFoundException;
import dev.repostore.NotReadyException;
import dev.repostore.RateLimitedException;
import dev.repostore.RepoStoreException;
import dev.repostore.StoreUnavailableException;
import dev.repostore.UnsupportedCapabilityException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Turns a failure into the answer a client of the REST API gets. */
final class RestErrors {

  /** What Cloudflare answers anywhere when it does not know the caller. */
  static final int UNAUTHENTICATED = 10000;
  /** Seen for a caller who is known but not allowed. */
  static final int ACCESS_DENIED = 10004;
  /** What Cloudflare's API answers when it throttles. */
  static final int RATE_LIMITED = 971;

  private static final Duration SOON = Duration.ofSeconds(1);

  private RestErrors() {}

  /** @param liveQuirks whether to use the live service's words instead of clearer ones */
  static ErrorReply reply(RepoStoreException failure, boolean liveQuirks) {
    HostError host = failure.host().orElseGet(() -> standing(failure));
    String message = liveQuirks ? host.text() : String.valueOf(failure.getMessage());
    String field =
        failure instanceof InvalidRequestException invalid ? invalid.field().orElse(null) : null;
    int status = status(host.code(), failure);
    ErrorReply reply = ErrorReply.of(status, host.code(), message).at(field);
    Duration wait = status == 503 ? SOON : wait(failure);
    if (wait != null) {
      return reply.retryAfter(wait);
    }
    // An answer that will be the same next time: clients that retry every 409 and 5xx need telling.
    return failure.retryable() ? reply : reply.withoutRetry();
  }

  /** For failures that have to do with HTTP alone. */
  static ErrorReply reply(int status, String message) {
    return ErrorReply.of(status, codeOf(status), message);
  }

  /** For a failure nobody expected; its cause is in the log under the same id. */
  static ErrorReply unexpected(String requestId) {
    return ErrorReply.of(
        500,
        HostErrors.INTERNAL_ERROR,
        "Something went wrong inside the server. Its log says what, under request id " + requestId
            + ".");
  }

  private static int codeOf(int status) {
    return switch (status) {
      case 401 -> UNAUTHENTICATED;
      case 403 -> ACCESS_DENIED;
      case 404 -> HostErrors.NOT_FOUND;
      case 429 -> RATE_LIMITED;
      default -> status >= 500 ? HostErrors.INTERNAL_ERROR : HostErrors.INVALID_INPUT;
    };
  }

  private static @Nullable Duration wait(RepoStoreException failure) {
    if (failure instanceof NotReadyException notReady) {
      return notReady.retryAfter();
    }
    return failure instanceof RateLimitedException limited ? limited.retryAfter() : null;
  }

  private static int status(int code, RepoStoreException failure) {
    return switch (code) {
      case HostErrors.REMOTE_AUTH_REQUIRED -> 422;
      case HostErrors.NOT_FOUND -> 404;
      case HostErrors.ALREADY_EXISTS,
          HostErrors.CREATE_IN_PROGRESS,
          HostErrors.IMPORT_IN_PROGRESS,
          HostErrors.FORK_IN_PROGRESS -> 409;
      case HostErrors.UPSTREAM_UNAVAILABLE -> 502;
      case HostErrors.MEMORY_LIMIT -> 413;
      case RATE_LIMITED -> 429;
      case ACCESS_DENIED -> 403;
      case HostErrors.INTERNAL_ERROR ->
        failure instanceof StoreUnavailableException && failure.retryable() ? 503 : 500;
      default -> 400;
    };
  }

  /** The code and words for an exception that was thrown before the host came into it. */
  private static HostError standing(RepoStoreException failure) {
    String message = String.valueOf(failure.getMessage());
    if (failure instanceof InvalidRequestException invalid) {
      return invalid(invalid.field().orElse(""), message);
    } else if (failure instanceof NotFoundException) {
      return new HostError(HostErrors.NOT_FOUND, message);
    } else if (failure instanceof AlreadyExistsException) {
      return new HostError(HostErrors.ALREADY_EXISTS, message);
    } else if (failure instanceof NotReadyException) {
      return new HostError(HostErrors.CREATE_IN_PROGRESS, message);
    } else if (failure instanceof RateLimitedException) {
      return new HostError(RATE_LIMITED, message);
    } else if (failure instanceof AccessRefusedException) {
      return new HostError(ACCESS_DENIED, message);
    } else if (failure instanceof UnsupportedCapabilityException) {
      return new HostError(HostErrors.INVALID_INPUT, message);
    }
    return new HostError(HostErrors.INTERNAL_ERROR, message);
  }

  private static HostError invalid(String field, String message) {
    return switch (field) {
      case "name" -> new HostError(HostErrors.INVALID_REPO_NAME, LiveText.NAME_RULE);
      case "namespace" -> new HostError(HostErrors.INVALID_INPUT, LiveText.NAMESPACE_RULE);
      case "default_branch", "branch" ->
        new HostError(HostErrors.INVALID_INPUT, LiveText.BRANCH_RULE);
      case "depth" -> new HostError(HostErrors.INVALID_INPUT, LiveText.TOO_SMALL);
      case "ttl" -> new HostError(HostErrors.INVALID_TTL, LiveText.TTL_RULE);
      case "url" -> new HostError(HostErrors.INVALID_URL, LiveText.URL_RULE);
      default -> new HostError(HostErrors.INVALID_INPUT, message);
    };
  }
}
