package dev.repostore.tck;

import dev.repostore.RepoStore;
import java.util.Set;
import java.util.function.Function;

/**
 * A store that does one thing wrong.
 *
 * @param fault what it does
 * @param rules those it breaks by that
 */
record BrokenStore(String fault, Function<MovableClock, RepoStore> opening, Set<String> rules) {

  static BrokenStore broken(
      String fault, Function<MovableClock, RepoStore> opening, String... rules) {
    return new BrokenStore(fault, opening, Set.of(rules));
  }

  RepoStore open(MovableClock clock) {
    return opening.apply(clock);
  }

  @Override
  public String toString() {
    return fault;
  }
}
