package dev.repostore.mcp;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Passes on at most ten steps a second, and only what is ahead of what was passed on before: the
 * protocol wants progress that grows. Thread-safe.
 */
final class Ticker {

  private static final long PAUSE_NANOS = 100_000_000;

  /** Who is told. */
  interface Listener {
    void told(double done, @Nullable Double total, String step);
  }

  private final Listener listener;
  private final LongSupplier nanos;
  private String step = "";
  private double base;
  private double told = -1;
  private long toldAt;

  Ticker(Listener listener) {
    this(listener, System::nanoTime);
  }

  /** @param nanos the time, from anywhere */
  Ticker(Listener listener, LongSupplier nanos) {
    this.listener = listener;
    this.nanos = nanos;
  }

  /** Each step begins where the one before it ended. */
  synchronized void tell(double done, @Nullable Double total, String next) {
    boolean begins = !next.equals(step);
    if (begins) {
      step = next;
      base = Math.max(told, 0) + (told < 0 ? 0 : 1);
    }
    long now = nanos.getAsLong();
    double grown = base + done;
    if (grown <= told || (told >= 0 && now - toldAt < PAUSE_NANOS)) {
      return;
    }
    told = grown;
    toldAt = now;
    listener.told(grown, total == null ? null : base + total, next);
  }
}
