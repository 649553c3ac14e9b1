package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextSnifferTest {

  private static boolean isText(byte[] bytes) throws IOException {
    BufferedInputStream stream = new BufferedInputStream(new ByteArrayInputStream(bytes));
    boolean text = TextSniffer.isText(stream);
    assertThat(stream.readAllBytes()).as("the stream is where it was").isEqualTo(bytes);
    return text;
  }

  @Test
  void textIsUtf8WithoutNul() throws IOException {
    assertThat(isText(new byte[0])).isTrue();
    assertThat(isText("größer ✓\n".getBytes(StandardCharsets.UTF_8))).isTrue();
    assertThat(isText("größer".getBytes(StandardCharsets.ISO_8859_1))).isFalse();
    assertThat(isText(new byte[] {'a', 0, 'b'})).isFalse();
  }

  @Test
  void aCharacterCutByTheEndOfWhatIsLookedAtIsStillText() throws IOException {
    byte[] text = ("a" + "ü".repeat(5000)).getBytes(StandardCharsets.UTF_8);
    assertThat(isText(text)).isTrue();
  }

  @Test
  void aCharacterCutByTheEndOfTheFileIsNot() throws IOException {
    assertThat(isText(new byte[] {'a', (byte) 0xc3})).isFalse();
  }
}
