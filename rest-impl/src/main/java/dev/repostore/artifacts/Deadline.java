package dev.repostore.artifacts;

import java.time.Duration;
import java.time.Instant;

/**
 * How long one call of the caller may take, with every exchange, retry and pause in it.
 *
 * @param start by {@link Pace#nanoTime()}
 */
record Deadline(Pace pace, long start, Duration budget) {

  /** Hosts tell their time in whole seconds. */
  private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

  private static final Duration LONGEST_RESERVE = Duration.ofSeconds(10);

  Duration elapsed() {
    return Duration.ofNanos(pace.nanoTime() - start);
  }

  /** Never negative. */
  Duration left() {
    Duration left = budget.minus(elapsed());
    return left.isNegative() ? Duration.ZERO : left;
  }

  /**
   * Whether something came to be while this call ran. Both times are the host's own: our clock may
   * be wrong.
   */
  boolean sawMade(Instant createdAt, Instant hostNow) {
    return !createdAt.isBefore(hostNow.minus(elapsed()).minus(CLOCK_SLACK));
  }

  /**
   * Ends a little earlier, so that there is time left to ask whether a request whose answer did not
   * come was done all the same.
   */
  Deadline withReserve() {
    Duration quarter = budget.dividedBy(4);
    return new Deadline(
        pace,
        start,
        budget.minus(quarter.compareTo(LONGEST_RESERVE) < 0 ? quarter : LONGEST_RESERVE));
  }
}
