package dev.repostore.bench;

import java.io.IOException;

/** What one client does again and again: each time one unit of work. */
interface Chores {
  /** Does the next one; false when nothing is left. */
  boolean next(Wire wire) throws IOException;

  /** One unit of work. */
  interface Chore {
    void run(Wire wire) throws IOException;
  }

  /** Does the same so many times. */
  static Chores times(int times, Chore chore) {
    return new Chores() {
      private int done;

      @Override
      public boolean next(Wire wire) throws IOException {
        if (done == times) {
          return false;
        }
        done++;
        chore.run(wire);
        return true;
      }
    };
  }

  /** Does the same until time is up. */
  static Chores forever(Chore chore) {
    return wire -> {
      chore.run(wire);
      return true;
    };
  }
}
