package dev.repostore.artifacts;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a body's first bytes in memory, and hangs up if more come or they come too late.
 *
 * <p>This is no {@link BodySubscriber} but is put into the JDK's own: for any other the JDK takes a
 * further thread to an answer, which costs a seventh of a whole exchange on a fast network.
 */
final class BoundedBody implements Subscriber<List<ByteBuffer>> {

  private final int limit;
  private final Deadline deadline;
  private final BodyWatch watch;
  private final BodySubscriber<Answer.Body> client =
      BodySubscribers.fromSubscriber(this, BoundedBody::body);
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(512);
  private boolean cut;
  private volatile @Nullable Subscription subscription;

  private BoundedBody(int limit, Deadline deadline, BodyWatch watch) {
    this.limit = limit;
    this.deadline = deadline;
    this.watch = watch;
  }

  static BodySubscriber<Answer.Body> of(int limit, Deadline deadline, BodyWatch watch) {
    BoundedBody body = new BoundedBody(limit, deadline, watch);
    watch.add(body);
    return body.client;
  }

  private Answer.Body body() {
    return new Answer.Body(kept.toString(StandardCharsets.UTF_8), cut, null);
  }

  @Override
  public void onSubscribe(Subscription toBytes) {
    subscription = toBytes;
    toBytes.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      int fits = Math.min(buffer.remaining(), limit - kept.size());
      byte[] chunk = new byte[fits];
      buffer.get(chunk);
      kept.write(chunk, 0, fits);
      if (buffer.hasRemaining() && !cut) {
        cut = true;
        hangUp();
        client.onComplete();
      }
    }
  }

  @Override
  public void onError(Throwable broken) {
    watch.remove(this);
  }

  @Override
  public void onComplete() {
    watch.remove(this);
  }

  /** Ends the wait if its time is up. */
  void checkTime() {
    if (deadline.left().isZero()) {
      client.onError(new HttpTimeoutException("The body did not end in time."));
      hangUp();
    }
  }

  private void hangUp() {
    Subscription toBytes = subscription;
    if (toBytes != null) {
      toBytes.cancel();
    }
  }
}
