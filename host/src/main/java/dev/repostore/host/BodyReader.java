package dev.repostore.host;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Collects a request's body as it comes in. No thread waits for it, so a client that sends a byte a
 * second costs a connection and no more; how much and how long is bounded.
 */
final class BodyReader implements Runnable {

  /** Why a body was not taken. */
  enum Refusal {
    TOO_LARGE,
    TOO_SLOW,
    BROKEN
  }

  private final Request request;
  private final int most;
  private final Consumer<byte[]> done;
  private final Consumer<Refusal> refused;
  private final Scheduler.Task deadline;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
  /** Whether it is settled how this ends: the deadline must not strike an answer under way. */
  private final AtomicBoolean settled = new AtomicBoolean();

  private BodyReader(
      Request request,
      int most,
      long deadlineMillis,
      Consumer<byte[]> done,
      Consumer<Refusal> refused) {
    this.request = request;
    this.most = most;
    this.done = done;
    this.refused = refused;
    this.deadline = request
        .getComponents()
        .getScheduler()
        .schedule(this::expire, deadlineMillis, TimeUnit.MILLISECONDS);
  }

  /** Calls exactly one of {@code done} and {@code refused}, on a thread that may block. */
  static void read(
      Request request,
      int most,
      long deadlineMillis,
      Consumer<byte[]> done,
      Consumer<Refusal> refused) {
    if (request.getLength() > most) {
      refused.accept(Refusal.TOO_LARGE);
    } else {
      new BodyReader(request, most, deadlineMillis, done, refused).run();
    }
  }

  @Override
  public void run() {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        boolean slow = chunk.getFailure() instanceof TimeoutException;
        refuse(slow ? Refusal.TOO_SLOW : Refusal.BROKEN);
        return;
      }
      bytes.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
      chunk.release();
      if (bytes.size() > most) {
        refuse(Refusal.TOO_LARGE);
        return;
      }
      if (chunk.isLast()) {
        finish();
        return;
      }
    }
  }

  private void finish() {
    deadline.cancel();
    if (settled.compareAndSet(false, true)) {
      done.accept(bytes.toByteArray());
    } else {
      refused.accept(Refusal.TOO_SLOW);
    }
  }

  private void refuse(Refusal why) {
    deadline.cancel();
    settled.set(true);
    refused.accept(why);
  }

  private void expire() {
    if (settled.compareAndSet(false, true)) {
      // Wakes the reader, which finds this instead of bytes.
      request.fail(new TimeoutException("The body did not arrive in time."));
    }
  }
}
