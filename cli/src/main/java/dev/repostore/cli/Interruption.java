package dev.repostore.cli;

import dev.repostore.git.Progress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Whether a signal has come to end the process: work that asks is given a moment to leave nothing
 * half done behind.
 */
final class Interruption implements AutoCloseable {

  private static final int SECONDS = 5;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::giveUp, "interruption");
  private volatile boolean come;

  private Interruption() {}

  /** From now on, until it is closed. */
  static Interruption watched() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  boolean come() {
    return come;
  }

  /** One that shows nothing and gives up in time. */
  Progress asProgress() {
    return new Progress() {
      @Override
      public boolean cancelled() {
        return come;
      }
    };
  }

  private void giveUp() {
    come = true;
    try {
      if (!done.await(SECONDS, TimeUnit.SECONDS)) {
        System.err.println("repostore: It did not stop in time, and may have left files behind.");
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  /** The work is over. */
  @Override
  public void close() {
    done.countDown();
    if (!come) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException ending) {
        // The signal came just now, and waits for nothing any more.
      }
    }
  }
}
