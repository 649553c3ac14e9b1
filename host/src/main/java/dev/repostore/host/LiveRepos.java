package dev.repostore.host;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the repos that are in use, or were lately: their refs, and the lock that
 * lets one push at a time publish. Bounded by an eighth of the heap. Thread-safe.
 */
final class LiveRepos {

  /** Of the heap, for what is remembered. */
  private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 8;

  private final Map<String, LiveRepo> repos = new LinkedHashMap<>(64, 0.75f, true);
  private long weight;

  /** One repo, while somebody uses it; close it after use. */
  final class LiveRepo implements AutoCloseable {
    final String id;
    final ReentrantLock publishing = new ReentrantLock();
    private volatile @Nullable RepoRefs refs;
    private volatile SoftReference<@Nullable PackLayout> layout = new SoftReference<>(null);
    private int users;
    private long counted;

    private LiveRepo(String id) {
      this.id = id;
    }

    /** The refs if they are remembered: no file is looked at for them. */
    @Nullable
    RepoRefs knownRefs() {
      return refs;
    }

    RepoRefs refs(Repository repository) throws IOException {
      RepoRefs known = refs;
      if (known != null) {
        return known;
      }
      publishing.lock();
      try {
        known = refs;
        return known != null ? known : remember(RepoRefs.read(repository));
      } finally {
        publishing.unlock();
      }
    }

    /** Called with {@link #publishing} held, as refs change under it alone. */
    RepoRefs remember(RepoRefs now) {
      refs = now;
      return now;
    }

    /** Where things are in the repo's pack with bitmaps, if there is one such pack. */
    Optional<PackLayout> layout(Repository repository) throws IOException {
      if (!(repository.getObjectDatabase() instanceof ObjectDirectory objects)) {
        return Optional.empty();
      }
      PackLayout known = layout.get();
      Optional<PackLayout> now = PackLayout.of(objects, known);
      if (now.isPresent() && now.get() != known) {
        layout = new SoftReference<>(now.get());
      }
      return now;
    }

    /** The refs are read anew next time: who changed them failed half-way. */
    void forget() {
      refs = null;
    }

    @Override
    public void close() {
      release(this);
    }
  }

  LiveRepo use(String id) {
    synchronized (repos) {
      LiveRepo repo = repos.computeIfAbsent(id, LiveRepo::new);
      repo.users++;
      return repo;
    }
  }

  private void release(LiveRepo repo) {
    RepoRefs refs = repo.refs;
    long bytes = 1000 + (refs == null ? 0 : refs.bytes());
    synchronized (repos) {
      repo.users--;
      weight += bytes - repo.counted;
      repo.counted = bytes;
      Iterator<LiveRepo> eldest = repos.values().iterator();
      while (weight > MOST_BYTES && eldest.hasNext()) {
        LiveRepo candidate = eldest.next();
        if (candidate.users == 0) {
          weight -= candidate.counted;
          eldest.remove();
        }
      }
    }
  }
}
