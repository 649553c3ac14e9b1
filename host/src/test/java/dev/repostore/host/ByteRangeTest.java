package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteRangeTest {

  @Test
  void anEmptyFileHasNoParts() {
    assertThat(ByteRange.of("bytes=0-", 0)).get().matches(range -> !range.satisfiable());
    assertThat(ByteRange.of("bytes=-5", 0)).get().matches(range -> !range.satisfiable());
  }

  @Test
  void theWholeFileIsOnePart() {
    assertThat(ByteRange.of("bytes=0-", 7)).contains(new ByteRange(0, 6));
    assertThat(new ByteRange(0, 6).length()).isEqualTo(7);
  }

  @Test
  void spacesAreAllowed() {
    assertThat(ByteRange.of("bytes= 1 - 2", 7)).contains(new ByteRange(1, 2));
  }

  @Test
  void numbersNobodyCouldMeanAreIgnored() {
    assertThat(ByteRange.of("bytes=0-" + "9".repeat(30), 7)).isEmpty();
  }
}
