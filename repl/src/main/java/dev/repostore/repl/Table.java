package dev.repostore.repl;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rows under headings, as text. What strangers wrote in it moves no cursor: characters that cannot
 * be seen are spelled. Immutable.
 */
public final class Table {

  /** The widest there is: nothing is cut. */
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  private static final int GAP = 2;
  private static final int LEAST = 6;

  private final List<String> headings;
  private final List<List<String>> rows;

  Table(List<String> headings, List<List<String>> rows) {
    this.headings = List.copyOf(headings);
    this.rows =
        rows.stream().map(row -> row.stream().map(Visible::line).toList()).toList();
  }

  /** A table of whatever it is: a list has a row for each element, another value for each part. */
  public static Table of(Object value) {
    return Columns.table(value);
  }

  /**
   * The table, no line of it wider than that; the widest columns are cut for it, and end in "…".
   * The first one has what the thing is called: unless it is most of the table, it is cut last.
   *
   * @param width in columns, 20 or more; {@link #UNBOUNDED} to cut nothing
   */
  public String fit(int width) {
    if (rows.isEmpty()) {
      return "(none)";
    }
    int[] widths = widths(Math.max(20, width));
    return Stream.concat(Stream.of(headings), rows.stream())
        .map(row -> line(row, widths))
        .collect(Collectors.joining("\n"));
  }

  private static String line(List<String> cells, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(at -> ScreenWidth.fit(cells.get(at), widths[at]))
        .collect(Collectors.joining(" ".repeat(GAP)))
        .stripTrailing();
  }

  /** Takes from the widest column until all fit, and last from what is typed again. */
  private int[] widths(int width) {
    int[] widths = new int[headings.size()];
    for (int at = 0; at < widths.length; at++) {
      int column = at;
      widths[at] = Math.max(
          ScreenWidth.of(headings.get(at)),
          rows.stream().mapToInt(row -> ScreenWidth.of(row.get(column))).max().orElse(0));
    }
    long gaps = (long) GAP * (widths.length - 1);
    boolean keepFirst = widths[0] <= width * 2L / 3;
    while (Arrays.stream(widths).asLongStream().sum() + gaps > width) {
      int widest = widest(widths, keepFirst ? 1 : 0);
      if (keepFirst && (widest < 0 || widths[widest] <= LEAST)) {
        keepFirst = false; // there is no other way
      } else if (widths[widest] <= LEAST) {
        break; // narrower than the headings: the terminal wraps it
      } else {
        widths[widest]--;
      }
    }
    return widths;
  }

  /** The widest column from one on; -1 if there is none. */
  private static int widest(int[] widths, int from) {
    int widest = -1;
    for (int at = from; at < widths.length; at++) {
      widest = widest < 0 || widths[at] > widths[widest] ? at : widest;
    }
    return widest;
  }

  /** The table, nothing of it cut. */
  @Override
  public String toString() {
    return fit(UNBOUNDED);
  }
}
