package dev.repostore.host;

import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The repos that are in use, or were lately. What is remembered of them is bounded by an eighth of
 * the heap. Thread-safe.
 */
final class LiveRepos {

  private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 8;

  private final Map<String, Entry> byId = new LinkedHashMap<>(64, 0.75f, true);
  private final IdentityHashMap<LiveRepo, Entry> byRepo = new IdentityHashMap<>();
  private long bytes;

  private static final class Entry {
    private final LiveRepo repo;
    private int users;
    private long bytes;

    Entry(LiveRepo repo) {
      this.repo = repo;
    }
  }

  /** The repo of that id, remembered or new; to be closed. */
  synchronized LiveRepo use(String id) {
    Entry entry = byId.computeIfAbsent(id, unknown -> {
      Entry made = new Entry(new LiveRepo(this));
      byRepo.put(made.repo, made);
      return made;
    });
    entry.users++;
    return entry.repo;
  }

  void release(LiveRepo repo) {
    long now = repo.bytes();
    synchronized (this) {
      Entry entry = byRepo.get(repo);
      if (entry != null) {
        entry.users--;
        bytes += now - entry.bytes;
        entry.bytes = now;
      }
      forgetEldest();
    }
  }

  private void forgetEldest() {
    Iterator<Entry> eldest = byId.values().iterator();
    while (bytes > MOST_BYTES && eldest.hasNext()) {
      Entry candidate = eldest.next();
      if (candidate.users == 0) {
        bytes -= candidate.bytes;
        byRepo.remove(candidate.repo);
        eldest.remove();
      }
    }
  }
}
