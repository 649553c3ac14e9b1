package dev.repostore.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A short body, kept whole, that must contain a text. */
final class TextBody extends Body {
  private final byte[] wanted;
  private byte[] kept = new byte[4096];
  private int length;

  TextBody(String wanted) {
    this.wanted = wanted.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  void start() {
    super.start();
    length = 0;
  }

  @Override
  void take(byte[] buffer, int offset, int count) {
    super.take(buffer, offset, count);
    if (length + count > kept.length) {
      kept = Arrays.copyOf(kept, Math.max(kept.length * 2, length + count));
    }
    System.arraycopy(buffer, offset, kept, length, count);
    length += count;
  }

  @Override
  void check() throws WrongAnswerException {
    for (int at = 0; at <= length - wanted.length; at++) {
      if (Arrays.equals(kept, at, at + wanted.length, wanted, 0, wanted.length)) {
        return;
      }
    }
    throw new WrongAnswerException(
        "no '" + new String(wanted, StandardCharsets.UTF_8) + "' in '" + shortened() + "'");
  }

  String text() {
    return new String(kept, 0, length, StandardCharsets.UTF_8);
  }

  private String shortened() {
    return new String(kept, 0, Math.min(length, 300), StandardCharsets.UTF_8);
  }
}
