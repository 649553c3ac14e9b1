package dev.repostore.host;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The body of an answer, gathered into large writes; one that is small leaves in a single write,
 * with its length. {@link #flush()} sends only what has waited for a while (progress, that is), as
 * Git flushes far too often. A client that takes nothing for the connector's idle timeout ends the
 * write with an exception.
 */
final class GitOutput extends OutputStream {

  private static final int SMALL = 4 << 10;
  private static final int LARGE = 128 << 10;
  private static final long PATIENCE_NANOS = 500_000_000;

  private final Response response;
  private byte[] buffer = new byte[SMALL];
  private int count;
  private long lastSent = System.nanoTime();
  private boolean begun;
  private boolean broken;

  GitOutput(Response response) {
    this.response = response;
  }

  /** Whether part of the answer is on its way, so that it is too late for another status. */
  boolean begun() {
    return begun;
  }

  /** Whether the client takes no more. */
  boolean broken() {
    return broken;
  }

  /** What has been written, as long as nothing of it {@link #begun() has been sent}. */
  byte[] content() {
    return Arrays.copyOf(buffer, count);
  }

  /** Drops what has not been sent. */
  void reset() {
    count = 0;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > LARGE - count) {
      send();
      if (length >= LARGE) {
        send(ByteBuffer.wrap(bytes, offset, length));
        return;
      }
    }
    if (length > buffer.length - count) {
      buffer = Arrays.copyOf(buffer, Math.min(LARGE, Math.max(count + length, buffer.length * 4)));
    }
    System.arraycopy(bytes, offset, buffer, count, length);
    count += length;
  }

  /** Writes without a copy; the bytes can be overwritten afterwards. */
  void write(ByteBuffer bytes) throws IOException {
    send();
    send(bytes);
  }

  @Override
  public void flush() throws IOException {
    if (System.nanoTime() - lastSent > PATIENCE_NANOS) {
      send();
    }
  }

  /** Ends the answer with what is left of it. */
  void finish(Callback callback) {
    response.write(true, ByteBuffer.wrap(buffer, 0, count), callback);
  }

  private void send() throws IOException {
    if (count > 0) {
      send(ByteBuffer.wrap(buffer, 0, count));
      count = 0;
    }
  }

  private void send(ByteBuffer bytes) throws IOException {
    begun = true;
    broken = true;
    Content.Sink.write(response, false, bytes);
    broken = false;
    lastSent = System.nanoTime();
  }
}
