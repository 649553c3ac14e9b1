package dev.repostore.git;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectDatabase;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/**
 * The objects that a pack's deltas build on, read by another thread while this one resolves the
 * deltas to those that are there: to inflate them takes half of the time. What it could not read,
 * or has not yet begun with, the reader reads itself. It is no directory of objects to JGit's
 * parser, which would list all loose ones first, to look for a few.
 */
final class BasesAhead extends ObjectDatabase {

  /** Of what is held at once, in bytes. */
  private static final long MOST_HELD = 16 << 20;

  private final ObjectDatabase objects;
  private final OtherThread other;
  private final AtomicLong held = new AtomicLong();
  private final ConcurrentMap<ObjectId, CompletableFuture<@Nullable ObjectLoader>> read =
      new ConcurrentHashMap<>();

  BasesAhead(ObjectDatabase objects, OtherThread other) {
    this.objects = objects;
    this.other = other;
  }

  /** Has it read, for a delta builds on it. */
  void expect(ObjectId base) {
    other.addFirst(() -> {
      CompletableFuture<@Nullable ObjectLoader> reading = new CompletableFuture<>();
      if (held.get() < MOST_HELD && read.putIfAbsent(base, reading) == null) {
        ObjectLoader loaded = null;
        try {
          loaded = load(base);
        } finally {
          reading.complete(loaded); // whatever happens: somebody may wait for it
        }
      }
    });
  }

  /** Null if it cannot be read, which its reader will find as well. */
  private @Nullable ObjectLoader load(ObjectId base) {
    try (ObjectReader reader = objects.newReader()) {
      ObjectLoader loaded = reader.open(base);
      if (loaded.isLarge()) {
        return null;
      }
      held.addAndGet(loaded.getSize());
      return loaded;
    } catch (IOException | RuntimeException unreadable) {
      return null;
    }
  }

  /** For the thread that resolves. */
  @Override
  public ObjectReader newReader() {
    ObjectReader own = objects.newReader();
    return new ObjectReader.Filter() {
      @Override
      protected ObjectReader delegate() {
        return own;
      }

      @Override
      public ObjectLoader open(AnyObjectId id, int hint) throws IOException {
        CompletableFuture<@Nullable ObjectLoader> begun =
            read.put(id.copy(), CompletableFuture.completedFuture(null));
        ObjectLoader loaded = begun == null ? null : begun.join();
        if (loaded == null) {
          return own.open(id, hint);
        }
        held.addAndGet(-loaded.getSize());
        return loaded;
      }
    };
  }

  @Override
  public ObjectInserter newInserter() {
    return objects.newInserter();
  }

  @Override
  public long getApproximateObjectCount() {
    return objects.getApproximateObjectCount();
  }

  @Override
  public void close() {
    // Its owner does that.
  }
}
