package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of output that goes nowhere. */
@Timeout(120)
class UnwrittenTest {

  private static final File FULL = new File("/dev/full");

  @TempDir
  Path folder;

  private ProcessBuilder process(String... arguments) {
    return Repostore.process(
        Map.of("REPOSTORE_URL", "repostore:local:" + folder.resolve("data")), arguments);
  }

  private Repostore full(String... arguments) throws Exception {
    assumeThat(FULL).exists();
    return Repostore.ended(
        process(arguments).redirectOutput(FULL), folder, Path.of("/dev/null"), 60);
  }

  @Test
  void aCommandSaysThatItsResultIsLost() throws Exception {
    assertThat(Repostore.ended(process("repo", "create", "a"), folder, Path.of("/dev/null"), 60)
            .status())
        .isZero();
    Repostore minted = full("token", "mint", "a", "--reveal", "--no-json");
    assertThat(minted.status()).isEqualTo(1);
    assertThat(minted.err())
        .isEqualTo("repostore: The output could not be written: No space left on device. What was"
            + " asked for may be done nevertheless. Write the output elsewhere, and look what there"
            + " is before you do it again.\n");
    Repostore listed = full("repo", "list");
    assertThat(listed.status()).isEqualTo(1);
    assertThat(Json.of(listed.err()).getString("code")).isEqualTo("failed");
    assertThat(full("version").status()).isEqualTo(1);
    assertThat(full("version").err()).startsWith("repostore: The output could not be written");
    assertThat(full("--help").status()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "print(1); create(\"no\");, s.jsh:1: The output could not",
    "System.out.println(1);, repostore: The output could not",
    "System.out.print(1); exit(0);, repostore: The output could not",
  })
  void aScriptEndsInFailureAndSaysWhy(String text, String expected) throws Exception {
    Files.writeString(folder.resolve("s.jsh"), text);
    Repostore ended = full("run", "s.jsh");
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err()).startsWith(expected).hasLineCount(1);
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void whoseReaderHasGoneIsQuiet() throws Exception {
    Files.writeString(folder.resolve("s.jsh"), "System.out.println(1);");
    assertThat(unread("version")).isEqualTo(141);
    assertThat(unread("run", "s.jsh")).isEqualTo(141);
    assertThat(folder.resolve("err")).isEmptyFile();
  }

  private int unread(String... arguments) throws IOException, InterruptedException {
    Process process = process(arguments)
        .directory(folder.toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
    process.getInputStream().close();
    return process.waitFor();
  }
}
