package dev.repostore.host;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the repos that are in use, or were lately: their refs, and the lock that
 * lets one push at a time publish. Bounded by the number of refs remembered. Thread-safe.
 */
final class LiveRepos {

  private static final long REFS = 500_000;

  private final Map<String, LiveRepo> repos = new LinkedHashMap<>(64, 0.75f, true);
  private long weight;

  /** One repo, while somebody uses it; close it after use. */
  final class LiveRepo implements AutoCloseable {
    final String id;
    final ReentrantLock publishing = new ReentrantLock();
    private volatile @Nullable RepoRefs refs;
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
      weigh(this, 1 + now.all().size());
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
    synchronized (repos) {
      repo.users--;
    }
  }

  private void weigh(LiveRepo repo, long refs) {
    synchronized (repos) {
      weight += refs - repo.counted;
      repo.counted = refs;
      Iterator<LiveRepo> eldest = repos.values().iterator();
      while (weight > REFS && eldest.hasNext()) {
        LiveRepo candidate = eldest.next();
        if (candidate.users == 0) {
          weight -= candidate.counted;
          eldest.remove();
        }
      }
    }
  }
}
