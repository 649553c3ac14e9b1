package dev.repostore.git;

import dev.repostore.Blob;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A file that the store sends while it is read: what is read counts, and can be given up. */
final class MeteredBlob extends FilterInputStream {

  private final Operation operation;
  private long length;

  private MeteredBlob(Operation operation, InputStream in) {
    super(in);
    this.operation = operation;
  }

  /** The same file, on the terms of the operation that asked for it. */
  static Blob of(Operation operation, Blob blob) {
    try {
      operation.opened(blob.size());
    } catch (GitLimitException tooLong) {
      blob.close();
      throw tooLong;
    }
    return new Blob(new MeteredBlob(operation, blob.stream()), blob.size());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int wanted) throws IOException {
    try {
      operation.check();
      int n = super.read(into, offset, wanted);
      if (n > 0) {
        length += n;
        operation.opened(length);
        operation.received(n);
      }
      return n;
    } catch (IOException failed) {
      GitException stopped = operation.stopped();
      if (stopped != null) {
        throw stopped;
      }
      throw failed;
    }
  }

  @Override
  public long skip(long n) throws IOException {
    byte[] skipped = new byte[(int) Math.min(n, 8 << 10)];
    return n <= 0 ? 0 : Math.max(0, read(skipped, 0, skipped.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
