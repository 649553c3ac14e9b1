package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TtlTest {

  @ParameterizedTest
  @CsvSource({
    "3600, 3600",
    "30s, 30",
    "5m, 300",
    "1h, 3600",
    "2H30M, 9000",
    "1d, 86400",
    "1d12h30m5s, 131405",
    "999999999d, 86399999913600",
  })
  void readsSecondsAndUnits(String text, long seconds) {
    assertThat(new Ttl().convert(text).toSeconds()).isEqualTo(seconds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "h", "-5", "5x", "1h5", "5m1h", "1.5h", "9999999999", "1 h"})
  void refusesTheRest(String text) {
    assertThatThrownBy(() -> new Ttl().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("such as 30m, 2h30m or 7d");
  }
}
