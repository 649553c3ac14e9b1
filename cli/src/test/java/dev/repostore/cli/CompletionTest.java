package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Timeout(60)
class CompletionTest {

  @TempDir
  Path folder;

  private static String script(String shell) {
    StringWriter out = new StringWriter();
    CommandLine line = Main.line("completion", shell).setOut(new PrintWriter(out, true));
    assertThat(line.execute("completion", shell)).isZero();
    return out.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "repostore re, repo repl",
    "repostore repo '', create list get fork import delete",
    "repostore token m, mint",
    "repostore repo list --so, --sort",
    "repostore token mint --re, --reveal",
    "repostore token mint --scope '', read write",
    "repostore credential --scope w, write",
  })
  void bashCompletes(String typed, String expected) throws Exception {
    Path script = Files.writeString(folder.resolve("completion"), script("bash"));
    assertThat(said(script, typed).strip().split("\\s+")).contains(expected.split(" "));
  }

  private static String said(Path script, String typed) throws Exception {
    String[] words = typed.replace("''", "").split(" ", -1);
    List<String> line = new ArrayList<>(List.of(
        "bash",
        "--norc",
        "-c",
        "source \"$1\"; compopt() { :; }; shift; COMP_WORDS=(\"$@\");"
            + " COMP_CWORD=$(($# - 1)); _complete_repostore; echo \"${COMPREPLY[@]}\"",
        "bash",
        script.toString()));
    line.addAll(List.of(words));
    Process bash = new ProcessBuilder(line).redirectErrorStream(true).start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void zshIsToldToCompleteByAScriptForBash() {
    assertThat(script("zsh")).startsWith("autoload -U +X compinit").contains("bashcompinit\n");
    assertThat(script("bash")).doesNotContain("warm-up");
  }
}
