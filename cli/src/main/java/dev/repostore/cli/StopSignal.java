package dev.repostore.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Has a signal end what this thread does by an interrupt, and the process only after that: what
 * runs is finished, tokens are taken back, and the audit is written.
 */
final class StopSignal implements AutoCloseable {

  /** More than a server of tools takes to end. */
  private static final int SECONDS = 20;

  private final Thread serving = Thread.currentThread();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "stop");

  private StopSignal() {}

  /** From now on, until it is closed. */
  static StopSignal watched() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  private void stop() {
    serving.interrupt();
    try {
      if (!ended.await(SECONDS, TimeUnit.SECONDS)) {
        System.err.println("repostore: A call did not end in time.");
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes the interrupt back: what is to be closed now must not meet it. */
  @SuppressWarnings("ResultOfMethodCallIgnored")
  void heard() {
    Thread.interrupted();
  }

  /** All has ended. */
  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException signalled) {
      // It waits for nothing any more.
    }
  }
}
