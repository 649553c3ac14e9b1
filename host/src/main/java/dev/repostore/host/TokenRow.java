package dev.repostore.host;

import dev.repostore.Scope;
import dev.repostore.TokenInfo;
import dev.repostore.TokenState;
import java.time.Instant;

/**
 * A token as the metadata store keeps it: its value only as a hash, which never leaves the store.
 */
record TokenRow(
    String id, String repoId, Scope scope, Instant createdAt, Instant expiresAt, boolean revoked) {

  boolean worksAt(Instant now) {
    return !revoked && now.isBefore(expiresAt);
  }

  /** What a list of tokens tells. */
  TokenInfo shown(Instant now) {
    TokenState state = revoked
        ? TokenState.REVOKED
        : now.isBefore(expiresAt) ? TokenState.ACTIVE : TokenState.EXPIRED;
    return new TokenInfo(id, scope, state, createdAt, expiresAt);
  }
}
