package dev.repostore.git;

import dev.repostore.Blob;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Some bytes of a stream. */
final class Slice extends FilterInputStream {

  private long left;

  private Slice(InputStream in, long length) {
    super(in);
    this.left = length;
  }

  /** The bytes from {@code offset}, as many as there are up to {@code length}. */
  static Blob of(InputStream whole, long size, long offset, long length) throws IOException {
    long from = Math.min(size, offset);
    long bytes = Math.min(size - from, length);
    whole.skipNBytes(from);
    return new Blob(new Slice(whole, bytes), bytes);
  }

  @Override
  public int read() throws IOException {
    int read = left > 0 ? super.read() : -1;
    left -= read < 0 ? 0 : 1;
    return read;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (left <= 0) {
      return length == 0 ? 0 : -1;
    }
    int n = super.read(into, offset, (int) Math.min(length, left));
    left -= Math.max(0, n);
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = super.skip(Math.min(n, left));
    left -= skipped;
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
