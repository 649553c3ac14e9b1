package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees who has a terminal: one that {@code script} makes. */
@Timeout(120)
class TerminalTest {

  @TempDir
  Path folder;

  private String store;

  @BeforeEach
  void makeARepo() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no script(1) here");
    store = "repostore:local:" + folder.resolve("data");
    Repostore made = Repostore.run(
        Map.of(),
        folder,
        "repo",
        "create",
        "a-repo-with-a-long-name",
        "--description",
        "what it is for, at length, so that it does not fit",
        "--store",
        store);
    assertThat(made.status()).as(made.err()).isZero();
  }

  /** What is on the screen in the end. */
  private String screen(String typed, String before, String... arguments) throws Exception {
    String line = Repostore.process(Map.of(), arguments).command().stream()
        .map(Shell::quoted)
        .collect(Collectors.joining(" "));
    ProcessBuilder builder = new ProcessBuilder(
        List.of("script", "-qec", before + "; " + line + "; echo status=$?", "/dev/null"));
    builder.environment().put("XDG_CONFIG_HOME", folder.toString());
    builder.environment().put("TERM", "xterm");
    Process script =
        builder.directory(folder.toFile()).redirectErrorStream(true).start();
    RealGit.endAfter(60, script);
    try (var in = script.getOutputStream()) {
      in.write(typed.getBytes(StandardCharsets.UTF_8));
      in.flush();
      return new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .replace("\r", "");
    } catch (IOException ended) {
      throw new AssertionError("script ended early", ended);
    }
  }

  @Test
  void aTableFitsANarrowOne() throws Exception {
    String shown = screen("", "stty cols 60", "repo", "list", "--store", store);
    assertThat(shown)
        .contains("a-repo-with-a-long-n", "DESCR…", "status=0")
        .doesNotContain("{\"", "\u001b[");
    assertThat(shown.lines()).allMatch(line -> line.length() <= 60);
    assertThat(screen("", "stty cols 60", "repo", "list", "--json", "--store", store))
        .contains("{\"items\":[{");
  }

  @Test
  void errorsAreAParagraphThere() throws Exception {
    assertThat(screen("", "true", "repo", "get", "nosuch", "--store", store))
        .contains("repostore: There is no repo named 'nosuch'", "status=1")
        .doesNotContain("{");
  }

  @Test
  void aRepoIsDeletedByWhoTypesItsName() throws Exception {
    String[] delete = {"repo", "delete", "A-repo-with-a-long-name", "--store", store};
    assertThat(screen("y\n", "true", delete)).contains("Nothing was deleted", "status=1");
    assertThat(screen("a-repo-with-a-long-name\n", "true", delete))
        .contains("This deletes the repo a-repo-with-a-long-name of", "status=0");
  }

  @Test
  void helpHasNoColoursForWhoWantsNone() throws Exception {
    assertThat(screen("", "true", "repo", "--help")).contains("\u001b[");
    assertThat(screen("", "export NO_COLOR=1", "repo", "--help")).doesNotContain("\u001b[");
  }
}
