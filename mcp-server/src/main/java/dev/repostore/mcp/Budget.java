package dev.repostore.mcp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How often something may be done in any hour. Thread-safe. */
final class Budget {

  private static final Duration HOUR = Duration.ofHours(1);

  private final String what;
  private final int most;
  private final Clock clock;
  private final Deque<Instant> spent = new ArrayDeque<>();

  /**
   * One that is full.
   *
   * @param what in the words of the option that sets it
   */
  Budget(String what, int most, Clock clock) {
    this.what = what;
    this.most = most;
    this.clock = clock;
  }

  /** Refuses if there is none left. */
  synchronized void spend() {
    if (most != Integer.MAX_VALUE) {
      require();
      spent.addLast(clock.instant());
    }
  }

  /** What was spent last came to nothing. */
  synchronized void giveBack() {
    spent.pollLast();
  }

  /** Refuses if there is none left, and spends nothing. */
  synchronized void require() {
    Instant now = clock.instant();
    while (!spent.isEmpty() && !spent.peekFirst().plus(HOUR).isAfter(now)) {
      spent.removeFirst();
    }
    if (spent.size() >= most) {
      throw new RefusedException(
          "budget_spent",
          "This server allows " + most + " " + what + " in an hour, and they are spent. "
              + (spent.isEmpty()
                  ? "Ask whoever runs it for more."
                  : "The next is free at " + spent.peekFirst().plus(HOUR) + "."));
    }
  }
}
