package dev.repostore.cli;

import dev.repostore.Page;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How much of a list is wanted. */
final class Paged {

  private static final int STANDARD = 50;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "No more than N of them. Default: " + STANDARD + ".")
  private @Nullable Integer limit;

  @Option(
      names = "--cursor",
      paramLabel = "CURSOR",
      description = "Go on where an earlier list ended: what its field cursor has.")
  private @Nullable String cursor;

  @Option(names = "--all", description = "All of them, however many.")
  private boolean all;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  /** Reads one page of a store's list. */
  interface Source<T> {
    Page<T> read(int limit, @Nullable String cursor);
  }

  /** Refuses what makes no sense. */
  void check() {
    if (limit != null && (all || limit < 1)) {
      throw new ParameterException(
          command.commandLine(),
          all ? "Give --limit or --all, not both." : "--limit is " + limit + "; give 1 or more.");
    }
  }

  /**
   * As much as is wanted, in as many pages as that takes.
   *
   * @param most how much the store gives at once
   */
  <T> Page<T> read(int most, Source<T> source) {
    int wanted = all ? Integer.MAX_VALUE : limit == null ? STANDARD : limit;
    List<T> items = new ArrayList<>();
    String next = cursor;
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
