package dev.repostore.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  private static final Path HOME = Path.of("/project");

  @Test
  void measuresAllRowsInFiveRoundsUnlessTold() {
    Options options = Options.parse(HOME);
    assertThat(options.rows()).isEmpty();
    assertThat(options.rounds()).isEqualTo(5);
    assertThat(options.data()).isEqualTo(Path.of("/project/bench/target/data"));
    assertThat(options.javas()).containsExactly(Path.of(System.getProperty("java.home")));
  }

  @Test
  void takesRowsAndSettings() {
    Options options = Options.parse(
        HOME, "refs", "--rounds", "7", "push", "--data", "/d", "--quick", "--java", "/j");
    assertThat(options.rows()).isEqualTo(List.of("refs", "push"));
    assertThat(options.rounds()).isEqualTo(7);
    assertThat(options.data()).isEqualTo(Path.of("/d"));
    assertThat(options.quick()).isTrue();
    assertThat(options.javas()).containsExactly(Path.of("/j"));
  }

  @Test
  void measuresOnlyWhatHasAllTheWords() {
    Options options = Options.parse(HOME, "client", "--only", "push", "--only", "tiny");
    assertThat(options.wants("git-ops: push, tiny (0 MB)")).isTrue();
    assertThat(options.wants("git-ops: push, many (9 MB)")).isFalse();
    assertThat(options.wants("git-ops: fetch, tiny (0 MB)")).isFalse();
    assertThat(Options.parse(HOME).wants("whatever")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "--rounds", "--rounds 0", "--rounds x", "--data"})
  void saysWhatIsWrong(String arguments) {
    assertThatThrownBy(() -> Options.parse(HOME, arguments.split(" ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("usage: bench/run");
  }
}
