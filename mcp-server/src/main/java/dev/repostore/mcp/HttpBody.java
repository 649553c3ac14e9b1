package dev.repostore.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** The body of a request, as far as there is patience and room for it. */
final class HttpBody {

  private static final long MOST_SKIPPED = 1 << 16;
  private static final Duration SKIPPING = Duration.ofSeconds(5);

  private final byte[] bytes;
  private final @Nullable Reply refusal;

  private HttpBody(byte[] bytes, @Nullable Reply refusal) {
    this.bytes = bytes;
    this.refusal = refusal;
  }

  /**
   * Reads all of it. A client that sends a byte now and then is never idle, but comes to an end.
   */
  static HttpBody of(Request request, HttpLimits limits) {
    if (request.getLength() > read(limits)) {
      return tooLarge(limits);
    }
    long end = System.nanoTime() + limits.body().toNanos();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 13];
    long total = 0;
    try (InputStream in = Content.Source.asInputStream(request)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        total += read;
        if (total <= limits.bytes()) {
          body.write(buffer, 0, read);
        } else if (total > read(limits)) {
          return tooLarge(limits);
        }
        if (System.nanoTime() > end) {
          return refused(408, "The body did not arrive in time.");
        }
      }
    } catch (IOException lost) {
      return refused(408, "The body did not arrive.");
    }
    if (total > limits.bytes()) {
      return tooLarge(limits);
    }
    // From here on it is us who take the time.
    request.addIdleTimeoutListener(idle -> false);
    return new HttpBody(body.toByteArray(), null);
  }

  /**
   * Reads what is left of a short body that nobody wants any more, and then does what is next: a
   * client that is cut off while it sends hears no answer. No thread waits for it.
   */
  static void skip(Request request, Reply reply, Runnable then) {
    if (reply.closes()) {
      then.run();
    } else {
      skip(request, MOST_SKIPPED, System.nanoTime() + SKIPPING.toNanos(), then);
    }
  }

  private static void skip(Request request, long most, long end, Runnable then) {
    long left = most;
    while (left >= 0 && System.nanoTime() < end) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        long unread = left;
        request.demand(() -> skip(request, unread, end, then));
        return;
      }
      left -= chunk.remaining();
      boolean last = chunk.isLast() || Content.Chunk.isFailure(chunk);
      chunk.release();
      if (last) {
        break;
      }
    }
    then.run();
  }

  /** How much is read, if not kept: who is cut off in the middle of sending hears no answer. */
  private static long read(HttpLimits limits) {
    return 4L * limits.bytes();
  }

  private static HttpBody tooLarge(HttpLimits limits) {
    return refused(413, "The body is longer than " + limits.bytes() + " bytes.");
  }

  private static HttpBody refused(int status, String message) {
    return new HttpBody(
        new byte[0], Reply.error(status, null, Rpc.INVALID_REQUEST, message).closing());
  }

  byte[] bytes() {
    return bytes;
  }

  /** Null if the whole body is there. */
  @Nullable
  Reply refusal() {
    return refusal;
  }
}
