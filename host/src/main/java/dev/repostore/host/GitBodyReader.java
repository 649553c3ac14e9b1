package dev.repostore.host;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Receives a body as it comes, without holding a thread while there is nothing to read: hundreds of
 * senders of a byte a second cost a few hundred bytes each. A body that comes more slowly than over
 * any real line is cut off.
 */
final class GitBodyReader implements Runnable {

  private static final long BYTES_PER_SECOND = 256;

  private final Request request;
  private final GitBody body;
  private final Duration grace;
  private final Runnable received;
  private final Consumer<Throwable> failed;
  private final long begun = System.nanoTime();

  /**
   * @param grace how long it may come as slowly as it likes
   * @param received run when {@code body} is whole; it is closed afterwards
   * @param failed told why it will not be
   */
  GitBodyReader(
      Request request,
      GitBody body,
      Duration grace,
      Runnable received,
      Consumer<Throwable> failed) {
    this.request = request;
    this.body = body;
    this.grace = grace;
    this.received = received;
    this.failed = failed;
  }

  @Override
  public void run() {
    boolean whole;
    try {
      whole = readAvailable();
    } catch (IOException e) {
      body.close();
      failed.accept(e);
      return;
    }
    if (whole) {
      try (body) {
        received.run();
      }
    } else {
      request.demand(this);
    }
  }

  /** Whether that was all of it. */
  private boolean readAvailable() throws IOException {
    for (Content.Chunk chunk = request.read(); chunk != null; chunk = request.read()) {
      if (Content.Chunk.isFailure(chunk)) {
        throw new IOException("the request broke off", chunk.getFailure());
      }
      try {
        body.append(chunk.getByteBuffer());
      } finally {
        chunk.release();
      }
      if (chunk.isLast()) {
        return true;
      }
      checkPace();
    }
    return false;
  }

  private void checkPace() throws IOException {
    long elapsed = System.nanoTime() - begun;
    if (elapsed > grace.toNanos()
        && body.received() < BYTES_PER_SECOND * (elapsed / 1_000_000_000L)) {
      throw new IOException("the request came too slowly");
    }
  }
}
