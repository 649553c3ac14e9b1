package dev.repostore.host;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Takes the percent signs out of part of a URL, once. */
final class Percent {

  private Percent() {}

  /**
   * The text meant; empty if a percent sign lacks its two hex digits, the bytes are not UTF-8, or
   * there is a control character in it.
   *
   * @param plus whether {@code +} means a space, as in a query
   */
  static Optional<String> decode(String raw, boolean plus) {
    boolean plain = raw.indexOf('%') < 0 && !(plus && raw.indexOf('+') >= 0);
    Optional<String> text = plain ? Optional.of(raw) : bytes(raw, plus).flatMap(Percent::utf8);
    return text.filter(Percent::isPrintable);
  }

  private static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** The text meant as well as can be told; {@code raw} itself where it cannot. */
  static String lenient(String raw) {
    return decode(raw, false).orElse(raw);
  }

  /** Those bytes as text; empty if they are not UTF-8. */
  static Optional<String> utf8(ByteBuffer bytes) {
    try {
      CharBuffer text = StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(bytes);
      return Optional.of(text.toString());
    } catch (CharacterCodingException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<ByteBuffer> bytes(String raw, boolean plus) {
    byte[] in = raw.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(in.length);
    for (int i = 0; i < in.length; i++) {
      if (in[i] != '%') {
        out.put(plus && in[i] == '+' ? (byte) ' ' : in[i]);
        continue;
      }
      int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
      int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        return Optional.empty();
      }
      out.put((byte) (high << 4 | low));
      i += 2;
    }
    return Optional.of(out.flip());
  }
}
