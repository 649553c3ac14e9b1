package dev.repostore.tck;

import dev.repostore.Scope;
import dev.repostore.Secret;
import dev.repostore.TokenInfo;
import dev.repostore.TokenState;
import java.time.Instant;

/** A token of the good store. */
final class GoodToken {

  final String id;
  final Secret secret;
  final Scope scope;
  final Instant createdAt;
  final Instant expiresAt;
  volatile boolean revoked;

  GoodToken(String id, Secret secret, Scope scope, Instant createdAt, Instant expiresAt) {
    this.id = id;
    this.secret = secret;
    this.scope = scope;
    this.createdAt = createdAt;
    this.expiresAt = expiresAt;
  }

  TokenState state(Instant now) {
    if (revoked) {
      return TokenState.REVOKED;
    }
    return now.isBefore(expiresAt) ? TokenState.ACTIVE : TokenState.EXPIRED;
  }

  TokenInfo info(Instant now) {
    return new TokenInfo(id, scope, state(now), createdAt, expiresAt);
  }
}
