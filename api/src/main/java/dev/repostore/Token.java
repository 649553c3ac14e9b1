package dev.repostore;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A token that was just made: the only moment its value is known.
 *
 * @param id what {@link RepoStore#revokeToken(String, String)} takes; null where the host does not
 *     tell (the REST API of Artifacts does not, for the token that comes with a new repo)
 * @param secret the value Git presents as {@code Authorization: Bearer …}
 * @param scope what it lets Git do
 * @param expiresAt when it stops working, by the host's clock
 */
public record Token(@Nullable String id, Secret secret, Scope scope, Instant expiresAt) {

  /** Checks that nothing but the id is null. */
  public Token {
    Objects.requireNonNull(secret, "secret");
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(expiresAt, "expiresAt");
  }
}
