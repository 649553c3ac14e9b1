package dev.repostore.host;

import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts requests by key and says which are too many: at most so many in any window of so long,
 * exactly. A refused request does not count. Thread-safe; memory is bounded by what was let through
 * in the last window.
 */
final class RateLimiter {

  static final Duration WINDOW = Duration.ofSeconds(10);

  private static final int SWEEP_EVERY = 4096;

  private final int limit;
  private final long window;
  private final Clock clock;
  private final ConcurrentHashMap<String, Times> keys = new ConcurrentHashMap<>();
  private final AtomicInteger sinceSweep = new AtomicInteger();

  /** @param limit how many in any {@link #WINDOW}; {@link Integer#MAX_VALUE} for no limit */
  RateLimiter(int limit, Clock clock) {
    this.limit = limit;
    this.window = WINDOW.toMillis();
    this.clock = clock;
  }

  /** As the host is set. */
  static RateLimiter of(HostSettings settings) {
    return new RateLimiter(settings.limits().requestsPer10s(), settings.clock());
  }

  /** A wait as {@code Retry-After} says it: whole seconds, at least one, never too short. */
  static long seconds(Duration wait) {
    return Math.max(1, wait.plusMillis(999).toSeconds());
  }

  /** Empty if a request of {@code key} may go on; else how long to wait before the next try. */
  Optional<Duration> acquire(String key) {
    if (limit == Integer.MAX_VALUE) {
      return Optional.empty();
    }
    long now = clock.millis();
    if (sinceSweep.incrementAndGet() >= SWEEP_EVERY) {
      sinceSweep.set(0);
      sweep(now);
    }
    while (true) {
      Times times = keys.computeIfAbsent(key, unseen -> new Times());
      long wait = times.acquire(now);
      if (wait != Times.SWEPT) {
        return wait == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(wait));
      }
    }
  }

  /** How many keys are remembered. */
  int size() {
    return keys.size();
  }

  private void sweep(long now) {
    for (Iterator<Times> all = keys.values().iterator(); all.hasNext(); ) {
      if (all.next().idle(now)) {
        all.remove();
      }
    }
  }

  /** When the requests of one key in the last window came, in a ring that grows as needed. */
  private final class Times {

    static final long SWEPT = -1;

    private long @Nullable [] ring = new long[4];
    private int first;
    private int count;

    /** 0 if let through, {@link #SWEPT} if this was thrown away meanwhile, else the wait in ms. */
    synchronized long acquire(long now) {
      if (ring == null) {
        return SWEPT;
      }
      forget(ring, now);
      if (count >= limit) {
        return limit == 0 ? window : Math.max(1, ring[first] + window - now);
      }
      if (count == ring.length) {
        ring = grown(ring);
      }
      ring[(first + count) % ring.length] = now;
      count++;
      return 0;
    }

    synchronized boolean idle(long now) {
      if (ring != null) {
        forget(ring, now);
      }
      if (count == 0) {
        ring = null;
      }
      return count == 0;
    }

    private void forget(long[] times, long now) {
      // A time ahead of now means the clock was set back: what is remembered says nothing any more.
      while (count > 0 && (times[first] <= now - window || times[first] > now)) {
        first = (first + 1) % times.length;
        count--;
      }
    }

    private long[] grown(long[] full) {
      long[] grown = new long[(int) Math.min(limit, full.length * 2L)];
      for (int i = 0; i < count; i++) {
        grown[i] = full[(first + i) % full.length];
      }
      first = 0;
      return grown;
    }
  }
}
