package dev.repostore.cli;

/**
 * One step of the demo.
 *
 * @param title what it does
 * @param command the line that does the same in a shell
 * @param expected what must come of it
 * @param play does it, and says what came in the words of {@code expected}
 */
record Step(String title, String command, String expected, Play play) {

  /** Does a step. */
  interface Play {
    String run() throws Exception;
  }
}
