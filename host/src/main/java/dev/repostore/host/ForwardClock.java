package dev.repostore.host;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Time that stands still while the system's clock is behind what it said before: a clock that is
 * set back revives no expired token, and nothing gets a time before what it follows.
 */
final class ForwardClock {

  private static final Duration BELIEVED = Duration.ofDays(2);

  private final Clock clock;
  private final AtomicLong latest = new AtomicLong(Long.MIN_VALUE);

  ForwardClock(Clock clock) {
    this.clock = clock;
  }

  /**
   * Goes on from a time that was written down before a restart. What is days ahead was written by a
   * clock that was wrong: to wait for it would stop all clocks here for so long.
   */
  void from(Instant written) {
    if (written.isBefore(clock.instant().plus(BELIEVED))) {
      latest.accumulateAndGet(written.toEpochMilli(), Math::max);
    }
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
