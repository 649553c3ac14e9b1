package dev.repostore.tck;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The system's time and a bit: each look is a millisecond after the one before. */
final class MovableClock extends Clock {

  private Instant last = Instant.parse("2026-01-01T00:00:00Z");

  synchronized void advance(Duration by) {
    last = last.plus(by);
  }

  @Override
  public synchronized Instant instant() {
    last = last.plusMillis(1);
    return last;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
