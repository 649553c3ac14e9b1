package dev.repostore.host;

import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The rows last asked for, read without a lock. Bounded: when it is full, an eighth of it goes,
 * whichever comes first; what is asked for again is soon back.
 *
 * <p>A row is loaded while its place in the map is held. So a {@link #drop} that follows a commit
 * either waits for a load that saw the state before it and removes that row, or comes first, and
 * the load sees the new state: an old row never stays.
 */
final class RowCache<K, V> {

  private final ConcurrentHashMap<K, V> rows = new ConcurrentHashMap<>();
  private final int most;

  RowCache(int most) {
    this.most = most;
  }

  /** The row from memory, else from {@code load}; what is not there is asked for every time. */
  Optional<V> get(K key, Function<K, Optional<V>> load) {
    V warm = rows.get(key);
    if (warm != null) {
      return Optional.of(warm);
    }
    V loaded = rows.computeIfAbsent(key, wanted -> load.apply(wanted).orElse(null));
    if (loaded != null && rows.mappingCount() > most) {
      shrink();
    }
    return Optional.ofNullable(loaded);
  }

  /** Forgets a row; called after the change to it is committed and before that is acknowledged. */
  void drop(K key) {
    rows.remove(key);
  }

  long size() {
    return rows.mappingCount();
  }

  private void shrink() {
    Iterator<K> keys = rows.keySet().iterator();
    for (int i = 0; i <= most / 8 && keys.hasNext(); i++) {
      keys.next();
      keys.remove();
    }
  }
}
