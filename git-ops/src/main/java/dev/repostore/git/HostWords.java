package dev.repostore.git;

import dev.repostore.Secret;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What a host writes for people to read during a push, up to a bound. */
final class HostWords extends OutputStream {

  private static final int MOST = 64 << 10;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Override
  public void write(int one) {
    if (bytes.size() < MOST) {
      bytes.write(one);
    }
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    bytes.write(from, offset, Math.min(length, MOST - bytes.size()));
  }

  /** Without credentials, and without what would move a terminal's cursor. */
  String text() {
    String text =
        bytes.toString(StandardCharsets.UTF_8).replaceAll("[[\\p{Cc}\\p{Cf}]&&[^\n\t]]", "");
    return Secret.mask(text);
  }
}
