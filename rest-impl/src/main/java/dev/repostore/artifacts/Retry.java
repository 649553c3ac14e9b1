package dev.repostore.artifacts;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks again what may be asked again: anything that did not leave this machine, and what changes
 * nothing when it is done twice. A host that is over its limit (429) is not asked again: waiting
 * for it is the caller's choice.
 */
final class Retry {

  private static final int MOST_TRIES = 4;

  private final Exchange exchange;
  private final Pace pace;

  Retry(Exchange exchange, Pace pace) {
    this.exchange = exchange;
    this.pace = pace;
  }

  /** How a request is to be asked. */
  record Ask(
      HttpRequest.Builder request, Exchange.Wanted wanted, boolean repeatable, Masks masks) {}

  /**
   * The last answer there was.
   *
   * @throws NoAnswerException if the last try got none
   */
  Answer send(Ask ask, Deadline deadline) throws NoAnswerException {
    boolean seen = false;
    for (int attempt = 1; ; attempt++) {
      Answer answer = null;
      NoAnswerException none = null;
      try {
        answer = exchange.once(ask.request(), ask.wanted(), deadline, ask.masks());
      } catch (NoAnswerException failed) {
        none = failed;
        seen |= failed.sent();
      }
      if (answer != null && !(ask.repeatable() && answer.fromGateway())) {
        return new Answer(answer.status(), answer.headers(), answer.body(), attempt > 1 && seen);
      }
      seen |= answer != null;
      Duration pause = pause(attempt, answer);
      if (attempt == MOST_TRIES || !again(ask, none) || pause.compareTo(deadline.left()) >= 0) {
        return last(answer, none);
      }
      sleep(pause);
    }
  }

  private static boolean again(Ask ask, @Nullable NoAnswerException none) {
    return none == null || (none.typed().retryable() && (ask.repeatable() || !none.sent()));
  }

  private static Answer last(@Nullable Answer answer, @Nullable NoAnswerException none)
      throws NoAnswerException {
    if (answer != null) {
      return answer;
    }
    throw Objects.requireNonNull(none);
  }

  private Duration pause(int attempt, @Nullable Answer answer) {
    Duration backoff = pace.backoff(attempt);
    if (answer == null) {
      return backoff;
    }
    Duration asked = answer.retryAfter(pace.now()).orElse(Duration.ZERO);
    return asked.compareTo(backoff) > 0 ? asked : backoff;
  }

  private void sleep(Duration pause) {
    try {
      pace.sleep(pause);
    } catch (InterruptedException stop) {
      throw Failures.interrupted(stop);
    }
  }
}
