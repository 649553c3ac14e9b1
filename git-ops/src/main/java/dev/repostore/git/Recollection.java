package dev.repostore.git;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What an operation has relied on of the {@link Capabilities} that were known. For one thread. */
final class Recollection {

  private final List<URL> asked = new ArrayList<>();
  private boolean recalled;
  private boolean answered;

  /** Notes a request, for what is known of its answer may be wrong. */
  void asks(URL request, boolean known) {
    asked.add(request);
    recalled |= known;
  }

  /** Notes that the remote has answered as Git does. */
  void answered() {
    answered = true;
  }

  /** Has all asked anew. */
  void forget() {
    asked.forEach(Capabilities.KNOWN::forget);
  }

  /**
   * Whether a failure may be owed to it alone: the remote has moved, or has closed the connection,
   * which is mended for the request that was not sent and not for the one that was. Nothing has
   * been done then.
   */
  boolean mayHaveFailed(IOException failed, @Nullable Answer refusal) {
    if (!recalled || answered) {
      return false;
    }
    return refusal == null
        ? Failures.in(failed, TimeoutException.class) == null
        : refusal.status() >= 300 && refusal.status() < 400;
  }
}
