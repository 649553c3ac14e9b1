package dev.repostore.artifacts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** Time as the driver sees it, so that a test need not wait for it. */
class Pace {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Clock clock;

  Pace(Clock clock) {
    this.clock = clock;
  }

  /** What time it is, here. */
  Instant now() {
    return clock.instant();
  }

  long nanoTime() {
    return System.nanoTime();
  }

  void sleep(Duration pause) throws InterruptedException {
    Thread.sleep(Math.max(1, pause.toMillis()));
  }

  /**
   * Between a half and the whole of a pause that doubles from try to try: callers must not march in
   * step.
   */
  final Duration backoff(int attempt) {
    long whole = FIRST_PAUSE.toMillis() << Math.min(attempt - 1, 10);
    long most = Math.min(whole, LONGEST_PAUSE.toMillis());
    return Duration.ofMillis(most / 2 + (long) (random() * most / 2));
  }

  /** At least 0, less than 1. */
  double random() {
    return ThreadLocalRandom.current().nextDouble();
  }

  final Deadline in(Duration budget) {
    return new Deadline(this, nanoTime(), budget);
  }
}
