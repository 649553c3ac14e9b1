package dev.repostore.mcp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Part of a file, as text where it is text. */
final class Piece {

  private final byte[] bytes;
  private final @Nullable String text;
  private final boolean more;

  private Piece(byte[] bytes, @Nullable String text, boolean more) {
    this.bytes = bytes;
    this.text = text;
    this.more = more;
  }

  /** The first bytes, up to a bound and to the end of a character. */
  static Piece of(byte[] read, int most) {
    boolean more = read.length > most;
    for (int end = Math.min(most, read.length); more && end > 0 && end > most - 4; end--) {
      @Nullable String text = text(read, end);
      if (text != null) {
        return new Piece(Arrays.copyOf(read, end), text, true);
      }
    }
    byte[] bytes = more ? Arrays.copyOf(read, most) : read;
    return new Piece(bytes, more ? null : text(bytes, bytes.length), more);
  }

  private static @Nullable String text(byte[] bytes, int end) {
    for (int at = 0; at < end; at++) {
      if (bytes[at] == 0) {
        return null;
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, end))
          .toString();
    } catch (CharacterCodingException binary) {
      return null;
    }
  }

  /** How much of the file is told. */
  int length() {
    return bytes.length;
  }

  /** Null if it is no text. */
  @Nullable
  String text() {
    return text;
  }

  /** Whether the file goes on. */
  boolean more() {
    return more;
  }

  /** Null if it is text. */
  @Nullable
  String base64() {
    return text == null ? Base64.getEncoder().encodeToString(bytes) : null;
  }
}
