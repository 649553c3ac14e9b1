package dev.repostore;

import java.time.Duration;
import java.util.Optional;

/**
 * The two verbs that make a store safe to call again: create what may be there, wait for what is
 * being made.
 */
final class Ensure {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private Ensure() {}

  static RepoInfo ensure(RepoStore store, CreateRepo request) {
    Optional<RepoInfo> there = store.find(request.name());
    if (there.isPresent()) {
      return there.get();
    }
    try {
      store.create(request);
    } catch (AlreadyExistsException raced) {
      // Somebody else made it between the two calls, which is just as good.
    }
    return store.get(request.name());
  }

  static RepoInfo awaitReady(RepoStore store, String name, Duration timeout) {
    return awaitReady(store, name, timeout, new Waiting());
  }

  static RepoInfo awaitReady(RepoStore store, String name, Duration timeout, Waiting waiting) {
    long start = waiting.nanoTime();
    Duration pause = FIRST_PAUSE;
    while (true) {
      NotReadyException notReady;
      try {
        RepoInfo info = store.get(name);
        if (info.status() == RepoStatus.READY) {
          return info;
        }
        notReady =
            new NotReadyException("The repo '" + name + "' is still " + info.status() + ".", pause);
      } catch (NotReadyException stillBeingMade) {
        notReady = stillBeingMade;
      }
      Duration left = timeout.minusNanos(waiting.nanoTime() - start);
      if (left.isNegative() || left.isZero()) {
        throw notReady;
      }
      Duration asked = notReady.retryAfter();
      Duration next = asked.compareTo(pause) > 0 ? asked : pause;
      waiting.sleep(next.compareTo(left) < 0 ? next : left);
      pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
          ? pause.multipliedBy(2)
          : LONGEST_PAUSE;
    }
  }

  /** Time as {@code awaitReady} sees it, so that a test need not wait. */
  static class Waiting {
    long nanoTime() {
      return System.nanoTime();
    }

    void sleep(Duration pause) {
      try {
        Thread.sleep(Math.max(1, pause.toMillis()));
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        throw new StoreUnavailableException(
            "Waiting for the repo was interrupted; it goes on without you.", null, stop);
      }
    }
  }
}
