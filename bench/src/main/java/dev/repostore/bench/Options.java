package dev.repostore.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run was asked to do.
 *
 * @param rows the groups of rows; all when empty
 * @param only words that a figure's name must have, all of them; where a row can tell beforehand
 * @param rounds how often each side is measured
 * @param data where the sample repos are kept, and what a run writes
 * @param quick whether to prove that everything works rather than measure it
 * @param peerWorkers how many requests the peer answers at once
 * @param javas Java homes whose start-up is measured
 * @param home the project's folder
 */
record Options(
    List<String> rows,
    List<String> only,
    int rounds,
    Path data,
    boolean quick,
    int peerWorkers,
    List<Path> javas,
    Path home) {

  static final String USAGE =
      "usage: bench/run [ROW...] [--only WORD]... [--rounds N] [--data DIR] [--quick]\n"
          + "                 [--peer-workers N] [--java HOME]...\n"
          + "rows: " + String.join(" ", Rows.names());

  static Options parse(Path home, String... arguments) {
    List<String> rows = new ArrayList<>();
    List<String> only = new ArrayList<>();
    List<Path> javas = new ArrayList<>();
    Path data = home.resolve("bench/target/data");
    int rounds = 0;
    int workers = 4;
    boolean quick = false;
    for (int at = 0; at < arguments.length; at++) {
      switch (arguments[at]) {
        case "--only" -> only.add(value(arguments, ++at));
        case "--rounds" -> rounds = number(arguments, ++at);
        case "--peer-workers" -> workers = number(arguments, ++at);
        case "--data" -> data = Path.of(value(arguments, ++at));
        case "--java" -> javas.add(Path.of(value(arguments, ++at)));
        case "--quick" -> quick = true;
        default -> rows.add(row(arguments[at]));
      }
    }
    if (javas.isEmpty()) {
      javas.add(Path.of(System.getProperty("java.home")));
    }
    int chosen = rounds > 0 ? rounds : quick ? 1 : 5;
    return new Options(
        List.copyOf(rows),
        List.copyOf(only),
        chosen,
        data.toAbsolutePath(),
        quick,
        workers,
        javas,
        home);
  }

  private static String row(String name) {
    if (!Rows.names().contains(name)) {
      throw new IllegalArgumentException("There is no row '" + name + "'.\n" + USAGE);
    }
    return name;
  }

  private static String value(String[] arguments, int at) {
    if (at >= arguments.length) {
      throw new IllegalArgumentException(arguments[at - 1] + " needs a value.\n" + USAGE);
    }
    return arguments[at];
  }

  private static int number(String[] arguments, int at) {
    String value = value(arguments, at);
    if (!value.matches("[1-9][0-9]{0,6}")) {
      throw new IllegalArgumentException(
          arguments[at - 1] + " is " + value + "; it must be a number from 1.\n" + USAGE);
    }
    return Integer.parseInt(value);
  }

  /** Whether a figure of that name is to be measured. */
  boolean wants(String figure) {
    return only.stream().allMatch(figure::contains);
  }

  /** The first of two sizes, or the second in a quick run. */
  <T> T size(T full, T small) {
    return quick ? small : full;
  }
}
