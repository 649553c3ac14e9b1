package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** How the shell is misused, and where nobody types. */
@Timeout(120)
class ReplTest {

  @TempDir
  Path folder;

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", "" + folder);
    environment.put("XDG_CONFIG_HOME", "" + folder.resolve("config"));
    environment.put("REPOSTORE_URL", "repostore:local:" + folder.resolve("data"));
    return environment;
  }

  private Path script(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "repl --nonsense | no option '--nonsense'",
        "repl sesame | an argument too many",
        "repl --store nonsense:x | no store URL",
        "repl --name= | --name is empty",
      })
  void saysWhatWasMisused(String line, String expected) throws Exception {
    StringWriter err = new StringWriter();
    String[] words = line.strip().split(" ");
    CommandLine command = Main.line(words);
    command.setErr(new PrintWriter(err, true));
    assertThat(command.execute(words)).as(err.toString()).isEqualTo(2);
    assertThat(err.toString())
        .contains(expected.strip(), "Try 'repostore")
        .doesNotContain("Exception", "\tat ", "sesame");
  }

  @Test
  void aShellThatIsPipedHasNoBannerAndMovesNoCursor() throws Exception {
    Path in = script("in", "create(\"a\")", "repos()", "/exit 5");
    Repostore ended = Repostore.run(environment(), folder, in, "repl");
    assertThat(ended.status()).as(ended.err()).isEqualTo(5);
    assertThat(ended.out()).contains("name=a", "NAME").doesNotContain("RepoStore in", "\u001b");
  }

  /** What strangers wrote is in what JShell shows of values. */
  @Test
  void whatAValueShowsMovesNoCursor() throws Exception {
    Path in = script(
        "in",
        "create(\"a\")",
        "commitFiles(\"a\", \"main\", \"Red \\u001b[31m\\u0007 \\u202e\", file(\"p\", \"t\"))",
        "log(\"a\").get(0)",
        "new Exception(\"Grün \\u001b[32m\")",
        "throw new Exception(\"Blue \\u001b[34m\")");
    Repostore ended = Repostore.run(environment(), folder, in, "repl");
    assertThat(ended.out())
        .contains("Red {U+001B}[31m{U+0007} {U+202E}", "Grün {U+001B}[32m", "Blue {U+001B}[34m")
        .doesNotContain("\u001b", "\u0007", "\u202e");
  }
}
