package dev.repostore.tck;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The system's time, which a test can move ahead; for stores that take a clock, to be moved by
 * {@link RepoStoreContract#advanceClock(Duration)}. No two looks at it show the same millisecond.
 * Thread-safe.
 */
public final class MovableClock extends Clock {

  private Duration ahead = Duration.ZERO;
  private Instant last = Instant.EPOCH;

  /** Shows the system's time until it is moved. */
  public MovableClock() {}

  /** Moves the clock ahead. */
  public synchronized void advance(Duration by) {
    ahead = ahead.plus(by);
  }

  @Override
  public synchronized Instant instant() {
    Instant now = Instant.now().plus(ahead).truncatedTo(ChronoUnit.MILLIS);
    last = now.isAfter(last) ? now : last.plusMillis(1);
    return last;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(instant(), zone);
  }
}
