package dev.repostore.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Lines of bytes, one after the other. For one thread. */
final class Lines {

  /** What is longer is read past, and not kept. */
  static final int MOST_BYTES = 64 << 20;

  /** One line without its end. */
  static final class Line {

    private final byte[] bytes;
    private final boolean tooLong;

    Line(byte[] bytes, boolean tooLong) {
      this.bytes = bytes;
      this.tooLong = tooLong;
    }

    /** Empty if it was too long. */
    byte[] bytes() {
      return bytes;
    }

    boolean tooLong() {
      return tooLong;
    }

    boolean isBlank() {
      for (byte next : bytes) {
        if (next > ' ' || next < 0) {
          return false;
        }
      }
      return !tooLong;
    }
  }

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;

  Lines(InputStream in) {
    this.in = in;
  }

  /** The next line, the last one also if it does not end; null at the end of all. */
  @Nullable
  Line next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    boolean any = false;
    boolean tooLong = false;
    while (at < end || fill()) {
      any = true;
      int from = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      tooLong = tooLong || line.size() + (at - from) > MOST_BYTES;
      if (tooLong) {
        line = new ByteArrayOutputStream(0);
      } else {
        line.write(buffer, from, at - from);
      }
      if (at < end) {
        at++;
        break;
      }
    }
    return any ? new Line(line.toByteArray(), tooLong) : null;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }
}
