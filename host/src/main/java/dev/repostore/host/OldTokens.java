package dev.repostore.host;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Removes tokens that ran out long ago, revoked or not. Until then a list shows them with their
 * state; a Git client is refused alike before and after.
 */
final class OldTokens {

  /** How long a token is kept after it ran out. */
  static final Duration KEPT = Duration.ofDays(30);

  /** In one transaction, so that nobody waits long for it. */
  static final int AT_ONCE = 1_000;

  private static final int MOST_ROUNDS = 100;

  private final Metadata metadata;
  private final Clock clock;

  OldTokens(Metadata metadata, Clock clock) {
    this.metadata = metadata;
    this.clock = clock;
  }

  /** Removes them, up to a bound; how many there were. */
  long remove() {
    Instant before = clock.instant().minus(KEPT);
    long all = 0;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      int removed = metadata.removeTokens(before, AT_ONCE);
      all += removed;
      if (removed < AT_ONCE || Thread.currentThread().isInterrupted()) {
        break;
      }
    }
    return all;
  }
}
