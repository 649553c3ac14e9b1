package dev.repostore.host;

import dev.repostore.Scope;
import java.time.Instant;

/**
 * A token as the metadata store keeps it: its value only as a hash, which never leaves the store.
 */
record TokenRow(
    String id, String repoId, Scope scope, Instant createdAt, Instant expiresAt, boolean revoked) {

  boolean worksAt(Instant now) {
    return !revoked && now.isBefore(expiresAt);
  }
}
