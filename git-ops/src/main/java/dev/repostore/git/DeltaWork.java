package dev.repostore.git;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.jgit.internal.JGitText;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.transport.PackedObjectInfo;

/**
 * Resolves the deltas of a pack, each object that is none with all that builds on it in a thread.
 */
final class DeltaWork {

  private static final int CHUNK = 16;

  /** What is larger is resolved by one thread at a time, for the sake of memory. */
  private static final long LARGE = 4 << 20;

  private final FileChannel pack;
  private final PackEntries entries;
  private final boolean trusting;
  private final Supplier<Links> links;
  private final ProgressMonitor monitor;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger resolved = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();
  private final CountDownLatch other = new CountDownLatch(1);
  private final Object large = new Object();
  private int told;

  /** @param links makes a place for what a thread finds */
  DeltaWork(
      FileChannel pack,
      PackEntries entries,
      boolean trusting,
      Supplier<Links> links,
      ProgressMonitor monitor) {
    this.pack = pack;
    this.entries = entries;
    this.trusting = trusting;
    this.links = links;
    this.monitor = monitor;
  }

  /** How many could be resolved. */
  int run() throws IOException {
    Threads.share(this::share);
    return resolved.get();
  }

  private void share(boolean caller) throws IOException {
    try (DeltaResolver resolver = new DeltaResolver(
        pack, entries, new ObjectHash(trusting), links.get(), () -> goOn(caller))) {
      for (int from = next.getAndAdd(CHUNK); from < entries.count(); from = next.getAndAdd(CHUNK)) {
        for (int root = from; root < Math.min(from + CHUNK, entries.count()); root++) {
          resolve(resolver, root);
        }
      }
    } catch (IOException | RuntimeException | Error failed) {
      over.set(true);
      throw failed;
    } finally {
      if (!caller) {
        other.countDown();
      }
    }
    if (caller) {
      awaitOther();
    }
  }

  private void resolve(DeltaResolver resolver, int root) throws IOException {
    PackedObjectInfo object = entries.whole(root);
    if (object == null) {
      return;
    }
    if (object.getFullSize() < LARGE) {
      resolver.resolve(root, object.getType());
    } else {
      synchronized (large) {
        resolver.resolve(root, object.getType());
      }
    }
  }

  /** After each delta: counts it, and ends all threads' work if nobody wants it any more. */
  private void goOn(boolean caller) throws IOException {
    resolved.incrementAndGet();
    if (caller) {
      tell();
    }
    if (over.get()) {
      throw new IOException(JGitText.get().downloadCancelledDuringIndexing);
    }
  }

  private void tell() throws IOException {
    if (monitor.isCancelled()) {
      throw new IOException(JGitText.get().downloadCancelledDuringIndexing);
    }
    int now = resolved.get();
    monitor.update(now - told);
    told = now;
  }

  private void awaitOther() throws IOException {
    try {
      while (!other.await(Exchange.TICK_MILLIS, TimeUnit.MILLISECONDS)) {
        stopIfCancelled();
      }
      tell();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      stopIfCancelled();
    }
  }

  private void stopIfCancelled() throws IOException {
    try {
      tell();
    } catch (IOException cancelled) {
      over.set(true);
      throw cancelled;
    }
  }
}
