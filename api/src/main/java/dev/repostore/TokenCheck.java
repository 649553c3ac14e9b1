package dev.repostore;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What {@link RepoStore#validateToken(String, Secret)} found.
 *
 * @param valid whether the token lets Git into the repo it was checked for, right now
 * @param scope what it lets Git do; null if it is not valid
 * @param expiresAt when it stops working; null if it is not valid or the host does not tell
 */
public record TokenCheck(
    boolean valid, @Nullable Scope scope, @Nullable Instant expiresAt) {

  /**
   * What a check says of a token that is unknown, expired, revoked or another repo's; hosts do not
   * tell which.
   */
  public static final TokenCheck INVALID = new TokenCheck(false, null, null);

  /** What a check says of a token that works. */
  public static TokenCheck valid(Scope scope, @Nullable Instant expiresAt) {
    return new TokenCheck(true, scope, expiresAt);
  }
}
