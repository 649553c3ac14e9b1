package dev.repostore.cli;

import java.util.Locale;

/**
 * What a check of 'repostore doctor' found.
 *
 * @param check what was looked at
 * @param state whether it is as it should be
 * @param found what is there
 * @param fix what to do about it; empty if nothing need be done
 */
record Finding(String check, State state, String found, String fix) {

  /** How well. */
  enum State {
    OK,
    WARN,
    FAIL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String check, String found) {
    return new Finding(check, State.OK, found, "");
  }

  static Finding warn(String check, String found, String fix) {
    return new Finding(check, State.WARN, found, fix);
  }

  static Finding fail(String check, String found, String fix) {
    return new Finding(check, State.FAIL, found, fix);
  }

  boolean isFailure() {
    return state == State.FAIL;
  }
}
