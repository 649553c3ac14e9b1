package dev.repostore.artifacts;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks at the bodies that are still coming, ten times a second while there are any, because the
 * HTTP client's own timeout ends with the head. (A timer for each would wake a thread for each.)
 * Thread-safe.
 */
final class BodyWatch {

  private static final Executor LATER =
      CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);

  private final Set<BoundedBody> coming = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean looking = new AtomicBoolean();

  void add(BoundedBody body) {
    coming.add(body);
    lookLater();
  }

  void remove(BoundedBody body) {
    coming.remove(body);
  }

  private void lookLater() {
    if (!looking.get() && looking.compareAndSet(false, true)) {
      LATER.execute(this::look);
    }
  }

  private void look() {
    coming.forEach(BoundedBody::checkTime);
    looking.set(false);
    if (!coming.isEmpty()) {
      lookLater();
    }
  }
}
