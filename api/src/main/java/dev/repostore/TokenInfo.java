package dev.repostore;

import java.time.Instant;
import java.util.Objects;

/**
 * A token as a list shows it: everything but its value.
 *
 * @param id what {@link RepoStore#revokeToken(String, String)} takes
 * @param scope what it lets Git do
 * @param state whether it still works
 * @param createdAt when it was made
 * @param expiresAt when it stops, or stopped, working by itself
 */
public record TokenInfo(
    String id, Scope scope, TokenState state, Instant createdAt, Instant expiresAt) {

  /** Checks that nothing is null. */
  public TokenInfo {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(expiresAt, "expiresAt");
  }
}
