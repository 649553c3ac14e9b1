package dev.repostore.host;

import dev.repostore.AlreadyExistsException;
import dev.repostore.HostError;
import dev.repostore.InvalidRequestException;
import dev.repostore.NotFoundException;
import dev.repostore.NotReadyException;
import dev.repostore.RepoStatus;
import dev.repostore.RepoStoreException;
import dev.repostore.StoreUnavailableException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Every error of the host, each with the code and the very words the live service answers
 * (contract, section 6) in its {@link HostError}; the message of the exception is the clearer one.
 */
final class HostErrors {

  static final int INVALID_INPUT = 10100;
  static final int INVALID_REPO_NAME = 10101;
  static final int INVALID_TTL = 10103;
  static final int INVALID_URL = 10104;
  static final int REMOTE_AUTH_REQUIRED = 10106;
  static final int NOT_FOUND = 10200;
  static final int ALREADY_EXISTS = 10201;
  static final int CREATE_IN_PROGRESS = 10301;
  static final int IMPORT_IN_PROGRESS = 10302;
  static final int FORK_IN_PROGRESS = 10303;
  static final int INTERNAL_ERROR = 10400;
  static final int UPSTREAM_UNAVAILABLE = 10401;
  static final int MEMORY_LIMIT = 10402;

  private static final Duration SOON = Duration.ofSeconds(1);

  private HostErrors() {}

  static NotFoundException notFound(String what, String message) {
    return new NotFoundException(message, new HostError(NOT_FOUND, what + " not found"), null);
  }

  static NotFoundException repoNotFound(String name) {
    return notFound(
        "Repository",
        "There is no repo named '" + name + "'. List the repos to see those there are.");
  }

  static NotFoundException namespaceNotFound(String name) {
    return notFound(
        "Namespace",
        "There is no namespace named '" + name
            + "'. List the namespaces to see those there are; creating a repo in one makes it.");
  }

  static AlreadyExistsException repoExists(String name) {
    return new AlreadyExistsException(
        "A repo named '" + name
            + "' exists already (case does not matter). Choose another name, or use that repo.",
        new HostError(ALREADY_EXISTS, "repo already exists: " + name),
        null);
  }

  static AlreadyExistsException namespaceExists(String name) {
    return new AlreadyExistsException(
        "A namespace named '" + name
            + "' exists already (case does not matter). Choose another name, or use it.",
        new HostError(ALREADY_EXISTS, "Namespace already exists"),
        null);
  }

  static InvalidRequestException namespaceNotEmpty(String name, long repos) {
    return invalid(
        INVALID_INPUT,
        "namespace",
        "The namespace '" + name + "' still has " + repos + (repos == 1 ? " repo" : " repos")
            + ". Delete them first.");
  }

  static NotReadyException notReady(String name, RepoStatus status) {
    int code = switch (status) {
      case IMPORTING -> IMPORT_IN_PROGRESS;
      case FORKING -> FORK_IN_PROGRESS;
      default -> CREATE_IN_PROGRESS;
    };
    String message = "The repo '" + name + "' is still "
        + status.name().toLowerCase(java.util.Locale.ROOT) + ". Try again in a moment.";
    return new NotReadyException(message, SOON, new HostError(code, message), null);
  }

  static InvalidRequestException invalid(int code, String field, String message) {
    return new InvalidRequestException(field, message, new HostError(code, message), null);
  }

  /** A field that is wrong, with the words the live service has for it. */
  static InvalidRequestException invalid(int code, String field, String message, String live) {
    return new InvalidRequestException(field, message, new HostError(code, live), null);
  }

  static InvalidRequestException invalidHash(String hash) {
    String shown = hash.length() > 60 ? hash.substring(0, 60) + "…" : hash;
    return new InvalidRequestException(
        "hash",
        "'" + shown.replaceAll("[^\\x20-\\x7e…]", "?")
            + "' is not a hash: 40 hex digits are needed.",
        new HostError(INVALID_INPUT, "Invalid SHA-1 hash"),
        null);
  }

  /**
   * What JGit's failure to read an object means. It stumbles over damage in many ways, and asks for
   * all the memory there is where a length was hit.
   */
  static RepoStoreException unreadable(Throwable cause) {
    return cause instanceof RepoStoreException told ? told : corrupt(cause);
  }

  static StoreUnavailableException corrupt(@Nullable Throwable cause) {
    return new StoreUnavailableException(
        "A stored Git object is damaged. Restore the repo from a clone or a backup.",
        false,
        new HostError(INTERNAL_ERROR, "A stored git object is corrupt."),
        cause);
  }
}
