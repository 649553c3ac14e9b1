package dev.repostore.bench;

import java.util.ArrayList;
import java.util.List;

/** The figures so far, as a table in Markdown. */
final class Table {
  private static final String HEAD =
      "| | ours | peer | ours/peer | goal | |\n|---|---:|---:|---:|---:|---|\n";

  private final List<Figure> figures = new ArrayList<>();

  void add(Figure figure) {
    figures.add(figure);
    System.err.print("bench: " + line(figure));
  }

  boolean hasFailures() {
    return figures.stream().anyMatch(Figure::isFailure);
  }

  String markdown() {
    StringBuilder text = new StringBuilder(HEAD);
    figures.forEach(figure -> text.append(line(figure)));
    return text.toString();
  }

  private static String line(Figure figure) {
    return "| "
        + String.join(
            " | ",
            figure.what(),
            figure.ours(),
            figure.peer(),
            figure.ratio(),
            figure.goal(),
            figure.verdict())
        + " |\n";
  }
}
