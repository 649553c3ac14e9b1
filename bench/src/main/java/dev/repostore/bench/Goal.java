package dev.repostore.bench;

import java.util.Locale;

/**
 * What a figure is to reach.
 *
 * @param bound the limit
 * @param unit what follows the number: × for ratios, /s, ms, …
 * @param upward whether the limit is the least it must be, not the most
 */
record Goal(double bound, String unit, boolean upward) {
  /** For a figure that only informs. */
  static final Goal NONE = new Goal(Double.NaN, "", true);

  static Goal atLeast(double bound, String unit) {
    return new Goal(bound, unit, true);
  }

  static Goal atMost(double bound, String unit) {
    return new Goal(bound, unit, false);
  }

  boolean met(double figure) {
    return upward ? figure >= bound : figure <= bound;
  }

  /** In words; empty where there is none. */
  String text() {
    return Double.isNaN(bound) ? "" : (upward ? "≥ " : "≤ ") + number(bound) + unit;
  }

  String verdict(double figure) {
    return Double.isNaN(bound) ? "" : met(figure) ? "met" : "**missed**";
  }

  /** A number with as many digits as tell something. */
  static String number(double value) {
    double size = Math.abs(value);
    if (size >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, size >= 10 ? "%.1f" : "%.2f", value)
        .replaceFirst("\\.?0+$", "");
  }
}
