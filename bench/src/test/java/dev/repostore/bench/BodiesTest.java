package dev.repostore.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodiesTest {
  private static final String REFS = "000eaaaa HEAD\n0016aaaa refs/heads/ma0000";
  private static final String PACK =
      "000dpackfile\n" + "0010\1PACK\0\0\0\2\0\0\0" + "000c\1\7bodybo" + "0008\2say" + "0000";

  private static void give(Body body, String text, int piece) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    body.start();
    for (int at = 0; at < bytes.length; at += piece) {
      body.take(bytes, at, Math.min(piece, bytes.length - at));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1000})
  void takesRefsApartHoweverTheyCome(int piece) {
    LinesBody body = new LinesBody(2, "aaaa refs/heads/ma");
    give(body, REFS, piece);
    assertThatCode(body::check).doesNotThrowAnyException();
    assertThat(body.bytes()).isEqualTo(REFS.length());
  }

  @ParameterizedTest
  @CsvSource({"3,aaaa refs,2 lines", "2,bbbb,no line 'bbbb'"})
  void refusesOtherRefs(int lines, String start, String message) {
    LinesBody body = new LinesBody(lines, start);
    give(body, REFS, 100);
    assertThatThrownBy(body::check)
        .isInstanceOf(WrongAnswerException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesRefsThatEndEarly() {
    LinesBody body = new LinesBody(0, "aaaa");
    give(body, REFS.substring(0, REFS.length() - 4), 100);
    assertThatThrownBy(body::check).hasMessageContaining("without a flush");
  }

  @Test
  void refusesAnErrorPage() {
    LinesBody body = new LinesBody(0, "aaaa");
    give(body, "<html>502 Bad Gateway</html>", 100);
    assertThatThrownBy(body::check).hasMessageContaining("with a packet of no length");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 1000})
  void countsAPackHoweverItComes(int piece) throws WrongAnswerException {
    PackBody body = new PackBody(7, 18);
    give(body, PACK, piece);
    body.check();
    assertThat(body.objects()).isEqualTo(7);
    assertThat(body.packBytes()).isEqualTo(18);
  }

  @ParameterizedTest
  @CsvSource({"8,18,a pack of 7 objects", "7,19,a pack of 18 bytes"})
  void refusesAnotherPack(long objects, long bytes, String message) {
    PackBody body = new PackBody(objects, bytes);
    give(body, PACK, 100);
    assertThatThrownBy(body::check).hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0010\3out of luck0000", "0013ERR out of luck0000"})
  void saysWhatTheServerComplainedOf(String answer) {
    PackBody body = new PackBody(7, 18);
    give(body, answer, 100);
    assertThatThrownBy(body::check).hasMessageContaining("out of luck");
  }
}
