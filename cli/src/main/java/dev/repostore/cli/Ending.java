package dev.repostore.cli;

/**
 * Ends the process, promptly. The VM lets threads that wait in the kernel have a third of a second
 * to come back; the one every HTTP client of the JDK has never does, and before Java 21 there is no
 * way to close it but this.
 */
final class Ending {

  private static final String OF_HTTP_CLIENT = "-SelectorManager";

  private Ending() {}

  /** Ends with a status. Nothing may be under way. */
  static void with(int status) {
    prepare(Thread.currentThread().getThreadGroup());
    System.exit(status);
  }

  /** Ends the threads of a group that would be waited for. */
  static void prepare(ThreadGroup group) {
    Thread[] threads = new Thread[group.activeCount() + 10];
    int count = group.enumerate(threads);
    for (int at = 0; at < count; at++) {
      if (threads[at].getName().endsWith(OF_HTTP_CLIENT)) {
        threads[at].interrupt(); // which is how such a thread is told to end
      }
    }
  }
}
