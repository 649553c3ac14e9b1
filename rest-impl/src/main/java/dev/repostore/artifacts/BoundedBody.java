package dev.repostore.artifacts;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Keeps a body's first bytes in memory, and hangs up if more come. */
final class BoundedBody implements BodySubscriber<Answer.Body> {

  private final int limit;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(512);
  private final CompletableFuture<Answer.Body> body = new CompletableFuture<>();
  private @Nullable Subscription subscription;

  BoundedBody(int limit) {
    this.limit = limit;
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
      if (buffer.hasRemaining()) {
        if (subscription != null) {
          subscription.cancel();
        }
        finish(true);
        return;
      }
    }
  }

  @Override
  public void onError(Throwable broken) {
    body.completeExceptionally(broken);
  }

  @Override
  public void onComplete() {
    finish(false);
  }

  private void finish(boolean cut) {
    body.complete(new Answer.Body(kept.toString(StandardCharsets.UTF_8), cut, null));
  }

  @Override
  public CompletionStage<Answer.Body> getBody() {
    return body;
  }
}
