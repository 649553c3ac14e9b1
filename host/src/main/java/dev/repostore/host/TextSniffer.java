package dev.repostore.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Tells text from bytes by how a file begins: text has no NUL and is UTF-8. */
final class TextSniffer {

  private static final int LOOK_AT = 8 << 10;

  private TextSniffer() {}

  /** @param stream one that can be marked; it is left where it was */
  static boolean isText(InputStream stream) throws IOException {
    stream.mark(LOOK_AT);
    byte[] start = stream.readNBytes(LOOK_AT);
    stream.reset();
    for (byte each : start) {
      if (each == 0) {
        return false;
      }
    }
    // The last character may be cut: only a whole file must end with one.
    return !StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(start), CharBuffer.allocate(start.length), start.length < LOOK_AT)
        .isError();
  }
}
