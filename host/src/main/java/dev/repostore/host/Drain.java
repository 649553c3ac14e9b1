package dev.repostore.host;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Takes what is left of a request's body once it is answered, before its connection may be closed:
 * closing while bytes come in makes the network drop the answer, and a client that is refused would
 * see nothing but a broken connection. How much and how long is bounded.
 */
final class Drain extends Callback.Nested implements Runnable {

  private static final long MOST_BYTES = 8 << 20;
  private static final long MOST_MILLIS = 2000;

  private final Request request;
  private Scheduler.@Nullable Task deadline;
  private long bytes;

  /** @param answered told when the answer is sent, and this is done as well */
  Drain(Request request, Callback answered) {
    super(answered);
    this.request = request;
  }

  @Override
  public void succeeded() {
    // Who waits to be told to send the body will not send it now.
    if (request.getHeaders().contains(HttpHeader.EXPECT)) {
      super.succeeded();
    } else {
      run();
    }
  }

  @Override
  public void run() {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        await();
        return;
      }
      boolean last = Content.Chunk.isFailure(chunk) || chunk.isLast();
      bytes += chunk.remaining();
      chunk.release();
      if (last || bytes > MOST_BYTES) {
        finish();
        return;
      }
    }
  }

  private void await() {
    if (deadline == null) {
      // Wakes the reader, which finds this instead of bytes.
      deadline = request
          .getComponents()
          .getScheduler()
          .schedule(
              () -> request.fail(new TimeoutException("The rest of the body does not come.")),
              MOST_MILLIS,
              TimeUnit.MILLISECONDS);
    }
    request.demand(this);
  }

  private void finish() {
    if (deadline != null) {
      deadline.cancel();
    }
    super.succeeded();
  }
}
