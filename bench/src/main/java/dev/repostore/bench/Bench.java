package dev.repostore.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Measures the host beside its peer and prints the figures as a table. */
public final class Bench {
  private Bench() {}

  /**
   * Runs the rows asked for. Exits with 0 when all could be measured, 1 when one could not (whether
   * goals are met is in the table), 2 when misused.
   */
  public static void main(String[] arguments) throws IOException {
    Options options;
    try {
      options = Options.parse(Path.of(System.getProperty("repostore.home", ".")), arguments);
    } catch (IllegalArgumentException misuse) {
      System.err.println("bench: " + misuse.getMessage());
      System.exit(2);
      return;
    }
    System.exit(run(options) ? 0 : 1);
  }

  private static boolean run(Options options) throws IOException {
    Table table = new Table();
    try (Stage stage = Stage.open(options)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> closeQuietly(stage)));
      for (String name : options.rows().isEmpty() ? Rows.names() : options.rows()) {
        try {
          Rows.named(name).run(stage, table);
        } catch (IOException failure) {
          table.add(Figure.failed(name, failure));
        }
      }
    }
    System.out.print(table.markdown());
    return !table.hasFailures();
  }

  private static void closeQuietly(Stage stage) {
    try {
      stage.close();
    } catch (IOException failure) {
      System.err.println("bench: " + failure.getMessage());
    }
  }
}
