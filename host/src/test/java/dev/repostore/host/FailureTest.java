package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;

class FailureTest {

  @Test
  void aFailureIsOneLineThatSaysWhatAndWhere() {
    String line = Failure.line(new IOException("a\nb Bearer abcdefghijklmnop"));

    assertThat(line)
        .startsWith("java.io.IOException: a?b ")
        .contains(" at dev.repostore.host.FailureTest.aFailureIsOneLineThatSaysWhatAndWhere(")
        .doesNotContain("abcdefghijklmnop", "\n");
  }

  @Test
  void whereIsInThisProgramIfItWasThere() {
    try {
      URI.create("%");
    } catch (IllegalArgumentException failure) {
      assertThat(Failure.frame(failure)).startsWith("dev.repostore.host.FailureTest.");
      return;
    }
    throw new AssertionError("nothing was thrown");
  }
}
