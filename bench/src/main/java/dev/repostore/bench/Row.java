package dev.repostore.bench;

import java.io.IOException;

/** A group of figures that can be asked for by name. */
interface Row {
  /** Measures, and hands over each figure as soon as it is there. */
  void run(Stage stage, Table table) throws IOException;
}
