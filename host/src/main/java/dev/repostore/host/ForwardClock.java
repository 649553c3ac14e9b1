package dev.repostore.host;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Time that stands still while the system's clock is behind what it said before: a clock that is
 * set back revives no expired token, and nothing gets a time before what it follows.
 */
final class ForwardClock {

  private final Clock clock;
  private final AtomicLong latest = new AtomicLong(Long.MIN_VALUE);

  ForwardClock(Clock clock) {
    this.clock = clock;
  }

  /** Now, in whole milliseconds, which is what the metadata keeps. */
  Instant now() {
    long millis = clock.millis();
    long seen = latest.get();
    if (millis > seen) {
      return Instant.ofEpochMilli(latest.accumulateAndGet(millis, Math::max));
    }
    return Instant.ofEpochMilli(seen);
  }
}
