package dev.repostore.artifacts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Time that passes at once where the driver would sleep, and is remembered. */
final class FakePace extends Pace {

  static final Instant NOW = Instant.parse("2026-10-08T12:00:00Z");

  private final List<Duration> pauses = new ArrayList<>();
  private long skipped;

  FakePace() {
    super(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Override
  synchronized long nanoTime() {
    return System.nanoTime() + skipped;
  }

  @Override
  synchronized void sleep(Duration pause) {
    pauses.add(pause);
    skipped += pause.toNanos();
  }

  @Override
  double random() {
    return 0;
  }

  synchronized List<Duration> pauses() {
    return List.copyOf(pauses);
  }
}
