package dev.repostore.artifacts;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A body that gives up when the host sends nothing for too long. However slowly the caller reads is
 * the caller's business.
 */
final class StallGuard extends FilterInputStream {

  private final Duration longest;
  private final Masks masks;
  private volatile boolean stalled;

  StallGuard(InputStream body, Duration longest, Masks masks) {
    super(body);
    this.longest = longest;
    this.masks = masks;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    CompletableFuture<Void> done = new CompletableFuture<>();
    CompletableFuture<Void> watch = done.orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((nothing, late) -> {
          if (late != null) {
            hangUp();
          }
        });
    try {
      int read = in.read(into, offset, length);
      if (stalled) {
        throw stall();
      }
      return read;
    } catch (IOException broken) {
      throw stalled ? stall() : cleaned(broken);
    } finally {
      done.complete(null);
      watch.cancel(false);
    }
  }

  private void hangUp() {
    stalled = true;
    try {
      in.close();
    } catch (IOException gone) {
      // It was to end, and it has.
    }
  }

  private IOException stall() {
    return new IOException("The host sent nothing for " + longest.toSeconds()
        + " s in the middle of a file. Read it again, or open the store with a longer timeout.");
  }

  private IOException cleaned(IOException broken) {
    return new IOException(
        "The connection was cut in the middle of a file. Read it again.", masks.clean(broken));
  }
}
