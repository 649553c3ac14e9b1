package dev.repostore.repl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repostore.AccessRefusedException;
import dev.repostore.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TokenReferenceTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir
  Path folder;

  private String read(String reference) {
    return TokenReference.read(
            "s", reference, Map.of("T", "sesame\n", "HOME", folder.toString()), LONG)
        .reveal();
  }

  private Path file(String mode) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "sesame\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  @Test
  void leadsToAVariableAFileOrACommand() throws IOException {
    assertThat(read("env:T")).isEqualTo("sesame");
    assertThat(read("file:" + file("rw-------"))).isEqualTo("sesame");
    assertThat(read("file:~/token")).isEqualTo("sesame");
    assertThat(read("command:echo ses'a'me")).isEqualTo("sesame");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sesame", "sesame:", "env:", "Bearer sesame", "ENV:sesame", "env sesame"})
  void neverStandsThereItselfAndIsNotRepeated(String reference) {
    assertThatThrownBy(() -> read(reference))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("env:VARIABLE, file:PATH or command:…")
        .hasMessageNotContaining("sesame");
  }

  @ParameterizedTest
  @CsvSource({
    "env:NOT_SET, the variable NOT_SET is not set",
    "env:sesame42, the variable that has its token is not set",
    "file:sesame, not named in full",
    "file:/nowhere/token, there is no file /nowhere/token",
    "file:/dev/null, there is no file /dev/null",
    "command:exit 3 # sesame, ended with 3",
    "command:true # sesame, printed none",
    "command:printf 'sesame\\nsesame', not one line",
    "command:head -c 20000 /dev/zero, printed too much",
  })
  void saysWhyThereIsNone(String reference, String expected) {
    assertThatThrownBy(() -> read(reference))
        .isInstanceOf(AccessRefusedException.class)
        .hasMessageContaining(expected)
        .hasMessageNotContaining("sesame");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"})
  void aFileIsItsOwnersAlone(String mode) throws IOException {
    Path file = file(mode);
    assertThatThrownBy(() -> read("file:" + file))
        .isInstanceOf(AccessRefusedException.class)
        .hasMessageContaining("chmod 600 " + file);
  }

  private static String hasty(String command) {
    return TokenReference.read("s", "command:" + command, Map.of(), Duration.ofMillis(1100))
        .reveal();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sleep 60", "echo sesame; sleep 60"})
  void aCommandThatDoesNotEndIsEnded(String command) {
    assertThatThrownBy(() -> hasty(command))
        .hasMessageContaining("did not end within 1 seconds")
        .hasMessageNotContaining("sesame");
  }

  /** Java may take the output for ended with the command, or not before who keeps it open. */
  @Test
  @Timeout(20)
  void whoKeepsItsOutputOpenHoldsNobodyUp() {
    try {
      assertThat(hasty("echo sesame; sleep 60 2>/dev/null & exit 0")).isEqualTo("sesame");
    } catch (AccessRefusedException late) {
      assertThat(late).hasMessageContaining("did not end within 1 seconds");
    }
  }

  @Test
  void aCommandIsGivenNoInput() {
    assertThat(read("command:cat; echo sesame")).isEqualTo("sesame");
  }
}
