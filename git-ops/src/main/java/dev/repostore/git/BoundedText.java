package dev.repostore.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps so many bytes and no more: whoever writes on is stopped by {@link Full}. */
final class BoundedText extends OutputStream {

  /** There is no room for more. */
  static final class Full extends IOException {
    private static final long serialVersionUID = 1L;

    Full() {
      super("the text is as long as it may be");
    }
  }

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final int most;
  private boolean truncated;

  BoundedText(int most) {
    this.most = most;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int room = Math.min(length, most - kept.size());
    kept.write(bytes, offset, room);
    if (room < length) {
      truncated = true;
      throw new Full();
    }
  }

  boolean truncated() {
    return truncated;
  }

  /** All of it; up to the last whole line if there was more. */
  String text() {
    String text = kept.toString(StandardCharsets.UTF_8);
    return truncated ? text.substring(0, text.lastIndexOf('\n') + 1) : text;
  }
}
