package dev.repostore.artifacts;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Does beside the caller what he is sure to need soon: a short command spends half its time on
 * loading classes, and those for reading an answer may as well come while the request is under way.
 * Nothing depends on it. What fails here fails once more where it is needed, and is told there.
 */
final class Ahead {

  private static final Set<Object> BEGUN = ConcurrentHashMap.newKeySet();

  private Ahead() {}

  /**
   * Begins, unless it has been begun before in this process.
   *
   * @param what the work's name
   */
  static void once(Object what, Runnable work) {
    if (BEGUN.add(what)) {
      begin(work);
    }
  }

  /** The thread keeps no process from ending, and says nothing. */
  static Thread begin(Runnable work) {
    Thread thread = new Thread(work, "repostore-artifacts-ahead");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((same, again) -> {});
    try {
      thread.start();
    } catch (OutOfMemoryError noThread) {
      // The caller does it all himself, as he does what fails.
    }
    return thread;
  }
}
