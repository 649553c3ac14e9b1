package dev.repostore.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of words in the documentation is the one {@code help()} shows. */
class WordsTableTest {

  @Test
  void theDocumentationHasTheWordsThatAreThere() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "repl.md"));
    String table = page.substring(page.indexOf("<!-- words -->"), page.indexOf("<!-- /words -->"));

    assertThat(table.lines().skip(3).toList())
        .isEqualTo(Help.entries().values().stream()
            .map(entry -> "| `" + entry.word() + "` | " + entry.text() + " |")
            .collect(Collectors.toList()));
  }
}
