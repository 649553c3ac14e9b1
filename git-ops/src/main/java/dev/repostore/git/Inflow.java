package dev.repostore.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, as a stream that can be given up while it waits, counts what it got, and
 * holds no more than a few hundred KiB that nobody has read yet.
 */
final class Inflow extends InputStream implements BodySubscriber<Inflow> {

  /** How many arrivals may wait to be read, each of some 16 KiB. */
  private static final int AHEAD = 16;

  private static final int LAST_BYTES = 64 << 10;
  private static final long LAST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** What arrived: bytes, or an end, with a reason if it came too soon. */
  private record Arrival(
      List<ByteBuffer> bytes, boolean last, @Nullable Throwable broken) {}

  private final Operation operation;
  private final LinkedBlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final Deque<ByteBuffer> unread = new ArrayDeque<>();
  private volatile @Nullable Subscription subscription;
  private boolean ended;

  Inflow(Operation operation) {
    this.operation = operation;
  }

  // From the client's threads

  @Override
  public CompletionStage<Inflow> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    given.request(AHEAD);
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    arrivals.add(new Arrival(bytes, false, null));
  }

  @Override
  public void onError(Throwable broken) {
    arrivals.add(new Arrival(List.of(), true, broken));
  }

  @Override
  public void onComplete() {
    arrivals.add(new Arrival(List.of(), true, null));
  }

  // From the reader's thread

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    ByteBuffer next = next();
    if (next == null) {
      return -1;
    }
    int n = Math.min(length, next.remaining());
    next.get(into, offset, n);
    return n;
  }

  @Override
  public int available() {
    return unread.stream().mapToInt(ByteBuffer::remaining).sum();
  }

  private @Nullable ByteBuffer next() throws IOException {
    while (true) {
      while (!unread.isEmpty() && !unread.element().hasRemaining()) {
        unread.remove();
      }
      if (!unread.isEmpty()) {
        return unread.element();
      }
      if (ended) {
        return null;
      }
      take(await());
    }
  }

  private Arrival await() throws IOException {
    long end = System.nanoTime() + operation.waitNanos();
    try {
      while (true) {
        Arrival arrival = arrivals.poll(Exchange.TICK_MILLIS, TimeUnit.MILLISECONDS);
        if (arrival != null) {
          return arrival;
        }
        operation.check();
        if (System.nanoTime() - end > 0) {
          throw new Broken("the remote stopped in the middle of its answer");
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      operation.check();
      throw new InterruptedIOException("interrupted");
    }
  }

  private void take(Arrival arrival) throws IOException {
    if (arrival.last()) {
      ended = true;
      if (arrival.broken() != null) {
        throw new Broken("the connection broke off", arrival.broken());
      }
      return;
    }
    long bytes = arrival.bytes().stream().mapToLong(ByteBuffer::remaining).sum();
    unread.addAll(arrival.bytes());
    Subscription given = subscription;
    if (given != null) {
      given.request(1);
    }
    operation.received(bytes);
  }

  /** Reads the little that may be left, so that the connection can be used again. */
  @Override
  public void close() {
    unread.clear();
    long end = System.nanoTime() + LAST_NANOS;
    int rest = LAST_BYTES;
    while (!ended && rest > 0 && operation.stopped() == null) {
      Arrival arrival = poll(end - System.nanoTime());
      if (arrival == null) {
        break;
      }
      ended = arrival.last();
      rest -= arrival.bytes().stream().mapToInt(ByteBuffer::remaining).sum();
    }
    Subscription given = subscription;
    if (!ended && given != null) {
      given.cancel();
    }
    ended = true;
  }

  private @Nullable Arrival poll(long nanos) {
    try {
      return arrivals.poll(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
