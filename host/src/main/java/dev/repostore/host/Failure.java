package dev.repostore.host;

import dev.repostore.Secret;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.slf4j.Logger;

/**
 * What went wrong, for the operator's log: one line without secrets that says what and where. The
 * whole trace is there only for who debugs.
 */
final class Failure {

  private static final String OURS = "dev.repostore.";

  private Failure() {}

  /** Warns that something did not work, and why. */
  static void warn(Logger log, String what, Throwable failure) {
    if (log.isWarnEnabled()) {
      log.warn("{}: {}", what, line(failure));
      debug(log, what, failure);
    }
  }

  /** The whole trace, where it is wanted. */
  static void debug(Logger log, String what, Throwable failure) {
    if (log.isDebugEnabled()) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      log.debug("{}: {}", what, Secret.mask(trace.toString()));
    }
  }

  /** Its class, what it says, and where it was. */
  static String line(Throwable failure) {
    return failure.getClass().getName() + ": " + Printable.of(String.valueOf(failure.getMessage()))
        + " at " + frame(failure);
  }

  /** The innermost place in this program; the innermost of all if it was never there. */
  static String frame(Throwable failure) {
    StackTraceElement[] frames = failure.getStackTrace();
    for (StackTraceElement frame : frames) {
      if (frame.getClassName().startsWith(OURS)) {
        return frame.toString();
      }
    }
    return frames.length == 0 ? "an unknown place" : frames[0].toString();
  }
}
