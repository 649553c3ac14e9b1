package dev.repostore.repl;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

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
   *
   * @param width in characters, 20 or more; {@link #UNBOUNDED} to cut nothing
   */
  public String fit(int width) {
    if (rows.isEmpty()) {
      return "(none)";
    }
    int[] widths = widths(Math.max(20, width));
    List<Column> columns = new ArrayList<>();
    for (int at = 0; at < headings.size(); at++) {
      columns.add(new Column()
          .header(headings.get(at))
          .headerAlign(HorizontalAlign.LEFT)
          .dataAlign(HorizontalAlign.LEFT)
          .maxWidth(widths[at] + GAP, OverflowBehaviour.ELLIPSIS_RIGHT));
    }
    String table = AsciiTable.builder()
        .lineSeparator("\n")
        .border(AsciiTable.NO_BORDERS)
        .data(columns.toArray(Column[]::new), cells())
        .asString();
    return table.lines().map(Table::bare).collect(Collectors.joining("\n"));
  }

  /** The library pads each cell on both sides. */
  private static String bare(String line) {
    return (line.startsWith(" ") ? line.substring(1) : line).stripTrailing();
  }

  private Object[][] cells() {
    return rows.stream().map(List::toArray).toArray(Object[][]::new);
  }

  /** Takes from the widest column until all fit. */
  private int[] widths(int width) {
    int[] widths = new int[headings.size()];
    for (int at = 0; at < widths.length; at++) {
      int column = at;
      widths[at] = Math.max(
          headings.get(at).length(),
          rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    }
    long gaps = (long) GAP * (widths.length - 1);
    while (Arrays.stream(widths).asLongStream().sum() + gaps > width) {
      int widest = 0;
      for (int at = 1; at < widths.length; at++) {
        widest = widths[at] > widths[widest] ? at : widest;
      }
      if (widths[widest] <= LEAST) {
        break; // narrower than the headings: the terminal wraps it
      }
      widths[widest]--;
    }
    return widths;
  }

  /** The table, nothing of it cut. */
  @Override
  public String toString() {
    return fit(UNBOUNDED);
  }
}
