package dev.repostore.tck;

import dev.repostore.RepoStore;
import java.util.Set;
import java.util.function.Function;

/**
 * A store that does one thing wrong.
 *
 * @param fault what it does
 * @param rules those it breaks by that
 * @param inGit whether only Git could notice
 */
record BrokenStore(
    String fault, Function<MovableClock, RepoStore> opening, Set<String> rules, boolean inGit) {

  static BrokenStore broken(
      String fault, Function<MovableClock, RepoStore> opening, String... rules) {
    return new BrokenStore(fault, opening, Set.of(rules), false);
  }

  static BrokenStore brokenInGit(
      String fault, Function<MovableClock, RepoStore> opening, String... rules) {
    return new BrokenStore(fault, opening, Set.of(rules), true);
  }

  RepoStore open(MovableClock clock) {
    return opening.apply(clock);
  }

  @Override
  public String toString() {
    return fault;
  }
}
