package dev.repostore.git;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request whose length is not known, as a stream that can be given up while it waits
 * for the remote to take what was written.
 */
final class Outflow extends OutputStream implements Publisher<ByteBuffer> {

  /** Looks whether the remote has answered already; throws what that means if it has. */
  interface Early {
    void check() throws IOException;
  }

  private static final int PIECE_BYTES = 32 << 10;

  private final Operation operation;
  private final Runnable beforeTheEnd;
  private final Semaphore wanted = new Semaphore(0);
  private volatile @Nullable Subscriber<? super ByteBuffer> remote;
  private Early early = () -> {};
  private byte[] piece = new byte[PIECE_BYTES];
  private int filled;
  private boolean closed;

  /** @param beforeTheEnd done before the last piece is sent */
  Outflow(Operation operation, Runnable beforeTheEnd) {
    this.operation = operation;
    this.beforeTheEnd = beforeTheEnd;
  }

  /** Asked whenever the remote lets this wait. */
  void watch(Early early) {
    this.early = early;
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    remote = subscriber;
    subscriber.onSubscribe(new Subscription() {
      @Override
      public void request(long n) {
        wanted.release((int) Math.min(n, 1 << 10));
      }

      @Override
      public void cancel() {}
    });
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int at = offset;
    int left = length;
    while (left > 0) {
      int n = Math.min(left, PIECE_BYTES - filled);
      System.arraycopy(bytes, at, piece, filled, n);
      filled += n;
      at += n;
      left -= n;
      if (filled == PIECE_BYTES) {
        send();
      }
    }
  }

  private void send() throws IOException {
    Subscriber<? super ByteBuffer> taker = await();
    ByteBuffer full = ByteBuffer.wrap(piece, 0, filled);
    piece = new byte[PIECE_BYTES];
    filled = 0;
    taker.onNext(full);
  }

  /** Who takes the next piece, as soon as it is wanted. */
  private Subscriber<? super ByteBuffer> await() throws IOException {
    long end = System.nanoTime() + operation.waitNanos();
    try {
      while (true) {
        operation.check();
        if (wanted.tryAcquire(Exchange.TICK_MILLIS, TimeUnit.MILLISECONDS) && remote != null) {
          return remote;
        }
        early.check();
        if (System.nanoTime() - end > 0) {
          throw new Broken("the remote takes nothing any more");
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw broken(new InterruptedIOException("interrupted"));
    } catch (IOException failed) {
      throw broken(failed);
    }
  }

  /** Lets the remote see that this is no whole body. */
  private IOException broken(IOException why) {
    Subscriber<? super ByteBuffer> taker = remote;
    if (taker != null && !closed) {
      taker.onError(why);
    }
    closed = true;
    return why;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      beforeTheEnd.run();
      if (filled > 0) {
        send();
      }
      Subscriber<? super ByteBuffer> taker = await();
      closed = true;
      taker.onComplete();
    }
  }
}
