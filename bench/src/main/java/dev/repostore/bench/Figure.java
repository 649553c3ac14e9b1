package dev.repostore.bench;

/**
 * One line of the table.
 *
 * @param what what was measured
 * @param ours our figure, with its unit
 * @param peer the peer's; empty where there is none
 * @param ratio ours to the peer's; empty where there is none
 * @param goal what was to be reached, in words
 * @param verdict whether it was
 */
record Figure(String what, String ours, String peer, String ratio, String goal, String verdict) {

  private static final int LONGEST = 300;

  /** A figure that stands alone. */
  static Figure alone(String what, double value, String unit, Goal goal) {
    return new Figure(what, Goal.number(value) + unit, "", "", goal.text(), goal.verdict(value));
  }

  /** A row without a figure, because something went wrong. */
  static Figure failed(String what, Exception failure) {
    String why = String.valueOf(failure.getMessage()).replaceAll("\\s+", " ");
    String start = why.substring(0, Math.min(LONGEST, why.length()));
    return new Figure(what, "", "", "", "", "**FAILED**: " + start);
  }

  boolean isFailure() {
    return verdict.startsWith("**FAILED");
  }
}
