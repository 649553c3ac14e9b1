package dev.repostore.bench;

import java.util.Locale;

/** The repos the servers are measured with; the same bytes each time they are made. */
enum Sample {
  /** 10 commits, 50 objects. */
  TINY(new Growth(1, 10, 10, 20, 1, 2, 0)),
  /** The same history, and 10,000 branches more. */
  REFS10K(new Growth(1, 10, 10, 20, 1, 2, 0)),
  /** 9,000 commits, 180,000 objects, a pack of about 22 MB: many folders, small files. */
  M20(new Growth(2, 9_000, 2_800, 90, 6, 4, 0)),
  /** 19,000 commits, 95,000 objects, a pack of about 140 MB: few folders, long files. */
  L140(new Growth(3, 19_000, 800, 700, 1, 2, 60)),
  /** 20,000 small files. */
  MANY(new Growth(4, 10, 20_000, 25, 3, 2, 0)),
  /** A small one of everything, for a quick run. */
  SMALL(new Growth(5, 400, 120, 60, 4, 3, 1));

  @SuppressWarnings("ImmutableEnumChecker") // a record of numbers
  private final Growth growth;

  Sample(Growth growth) {
    this.growth = growth;
  }

  /** Whether it is large enough for a server to keep a bitmap of it. */
  boolean isLarge() {
    return growth.commits() > 1_000;
  }

  Growth growth() {
    return growth;
  }

  /** What repos made of it are called. */
  String repo() {
    return name().toLowerCase(Locale.ROOT);
  }
}
