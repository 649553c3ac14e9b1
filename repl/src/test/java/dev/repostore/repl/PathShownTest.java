package dev.repostore.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** To Java a path is a list of paths, each of which is one of itself. */
class PathShownTest {

  record Cloned(Path folder) {}

  @Test
  void aPathIsAText() {
    Cloned cloned = new Cloned(Path.of("/a/b"));
    assertThat(JsonText.of(cloned)).isEqualTo("{\"folder\":\"/a/b\"}");
    assertThat(Table.of(cloned)).hasToString("FIELD   VALUE\nfolder  /a/b");
    assertThat(Table.of(Path.of("/a/b"))).hasToString("VALUE\n/a/b");
  }
}
