package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation has a reader type into the shell, typed from its top to its end. */
@Timeout(120)
class ShellSnippetsTest {

  private static final Pattern FENCE = Pattern.compile("```jsh\n(.*?)```", Pattern.DOTALL);

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/repl.md"})
  void aPageRunsFromItsTopToItsEnd(String page) throws Exception {
    Path script = Files.writeString(folder.resolve("page.jsh"), snippets(page));

    Repostore ended = Repostore.run(
        Map.of("REPOSTORE_HOME", folder.resolve("data").toString(), "HOME", folder.toString()),
        folder,
        "run",
        script.toString());

    assertThat(ended.err()).isEmpty();
    assertThat(ended.status()).isZero();
    assertThat(ended.out()).contains("hello-again");
  }

  private static String snippets(String page) throws IOException {
    String text = Files.readString(Path.of("..").resolve(page));
    String snippets = FENCE
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .map(fence -> fence.replace("```jsh\n", "").replace("```", ""))
        .collect(Collectors.joining());
    assertThat(snippets).as("what is to be typed in " + page).isNotBlank();
    return snippets;
  }
}
