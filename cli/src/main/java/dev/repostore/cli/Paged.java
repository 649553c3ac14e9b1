package dev.repostore.cli;

import dev.repostore.Page;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much of a list is wanted. */
final class Paged {

  private static final int STANDARD = 50;

  private final Verb command;

  /** Adds its options to a command that lists something. */
  Paged(Verb command) {
    this.command = command;
    command
        .options
        .one("--limit", "N", Integer.class, "No more than N of them. Default: " + STANDARD + ".")
        .one(
            "--cursor",
            "CURSOR",
            String.class,
            "Go on where an earlier list ended: what its field cursor has.")
        .flag("--all", "All of them, however many.");
  }

  /** Reads one page of a store's list. */
  interface Source<T> {
    Page<T> read(int limit, @Nullable String cursor);
  }

  /** Refuses what makes no sense. */
  void check() {
    int limit = limit(1);
    boolean both = all() && command.given().hasMatchedOption("--limit");
    if (both || limit < 1) {
      throw command.misused(
          both ? "Give --limit or --all, not both." : "--limit is " + limit + "; give 1 or more.");
    }
  }

  private int limit(int otherwise) {
    return command.given().matchedOptionValue("--limit", otherwise);
  }

  private boolean all() {
    return command.given().matchedOptionValue("--all", false);
  }

  /**
   * As much as is wanted, in as many pages as that takes.
   *
   * @param most how much the store gives at once
   */
  <T> Page<T> read(int most, Source<T> source) {
    int wanted = all() ? Integer.MAX_VALUE : limit(STANDARD);
    List<T> items = new ArrayList<>();
    String next = command.given().<@Nullable String>matchedOptionValue("--cursor", null);
    do {
      Page<T> page = source.read(Math.min(most, wanted - items.size()), next);
      items.addAll(page.items());
      next = page.cursor() == null || page.cursor().equals(next) ? null : page.cursor();
    } while (next != null && items.size() < wanted);
    return new Page<>(items, next);
  }

  /** Prints it, and tells people how to get the rest, if there is one. */
  int print(Output output, Page<?> page) {
    output.print(page);
    if (page.cursor() != null) {
      output.note("There are more: add --all, or --cursor " + Shell.quoted(page.cursor()) + ".");
    }
    return 0;
  }
}
