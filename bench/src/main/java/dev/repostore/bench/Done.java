package dev.repostore.bench;

import java.util.Arrays;
import java.util.List;

/**
 * What clients did.
 *
 * @param start when they began, in nanoseconds of the JVM's clock
 * @param end when the last answer came
 * @param bytes how long the bodies were
 * @param times how long each unit took, in nanoseconds, sorted
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
record Done(long start, long end, long bytes, long[] times) {

  Done {
    Arrays.sort(times);
  }

  static Done of(List<Done> parts) {
    long start = parts.stream().mapToLong(Done::start).min().orElseThrow();
    long end = parts.stream().mapToLong(Done::end).max().orElseThrow();
    long bytes = parts.stream().mapToLong(Done::bytes).sum();
    long[] times =
        parts.stream().flatMapToLong(part -> Arrays.stream(part.times)).toArray();
    return new Done(start, end, bytes, times);
  }

  int count() {
    return times.length;
  }

  double seconds() {
    return (end - start) / 1e9;
  }

  /** Units a second. */
  double rate() {
    return count() / seconds();
  }

  /** The time in milliseconds that this share of the units took at most: 0.5 is the median. */
  double millis(double share) {
    if (times.length == 0) {
      throw new IllegalStateException("nothing was done");
    }
    int at = (int) Math.ceil(share * times.length) - 1;
    return times[Math.max(0, at)] / 1e6;
  }
}
