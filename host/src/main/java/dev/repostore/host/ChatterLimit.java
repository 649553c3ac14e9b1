package dev.repostore.host;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a remote sends, as long as it does not talk too much: JGit keeps in memory whatever comes
 * beside a pack to be shown to a user. Bytes that are no packet lines (a pack without a side band)
 * pass as they are.
 */
final class ChatterLimit extends FilterInputStream {

  private static final int HEADER = 4;
  private static final int PROGRESS = 2;

  private final IOException tooMuch;
  private long left;
  private int headerBytes;
  private int length;
  private int payload;
  private boolean begins;
  private boolean packets = true;

  /** @param most how many bytes of talk to let through before {@code tooMuch} is thrown */
  ChatterLimit(InputStream in, long most, IOException tooMuch) {
    super(in);
    this.left = most;
    this.tooMuch = tooMuch;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int count) throws IOException {
    int read = super.read(into, from, count);
    for (int at = from; packets && at < from + read; ) {
      at += payload > 0 ? skip(into[at], from + read - at) : header(into[at]);
    }
    return read;
  }

  private int skip(byte first, int there) throws IOException {
    if (begins && first == PROGRESS) {
      left -= payload;
      if (left < 0) {
        throw tooMuch;
      }
    }
    begins = false;
    int skipped = Math.min(payload, there);
    payload -= skipped;
    return skipped;
  }

  private int header(byte next) {
    int digit = Character.digit(next, 16);
    packets = digit >= 0;
    length = length * 16 + digit;
    if (++headerBytes == HEADER) {
      payload = Math.max(0, length - HEADER);
      begins = true;
      headerBytes = 0;
      length = 0;
    }
    return 1;
  }
}
