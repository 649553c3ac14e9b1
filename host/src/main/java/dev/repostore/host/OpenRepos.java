package dev.repostore.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The Git repositories last used, kept open. One that is pushed out, or removed, stays usable for
 * those who have it until they close it.
 */
final class OpenRepos implements AutoCloseable {

  private final int most;
  private final LinkedHashMap<String, HostedRepository> byId = new LinkedHashMap<>(64, 0.75f, true);

  OpenRepos(int most) {
    this.most = most;
  }

  /** The repository, opened if it is not; the caller closes it. */
  HostedRepository use(String id, Supplier<HostedRepository> opener) {
    Optional<HostedRepository> there = ifOpen(id);
    if (there.isPresent()) {
      return there.get();
    }
    // Outside the lock, because it reads files. If two do so at once, one of the two is kept.
    HostedRepository opened = opener.get();
    List<HostedRepository> unneeded = new ArrayList<>();
    HostedRepository kept;
    synchronized (this) {
      HostedRepository other = byId.putIfAbsent(id, opened);
      kept = other == null ? opened : other;
      kept.incrementOpen();
      if (other != null) {
        unneeded.add(opened);
      }
      if (byId.size() > most) {
        Map.Entry<String, HostedRepository> eldest = byId.entrySet().iterator().next();
        unneeded.add(eldest.getValue());
        byId.remove(eldest.getKey());
      }
    }
    unneeded.forEach(HostedRepository::close);
    return kept;
  }

  /** Stops keeping it open; {@code lastClosed} runs when nobody uses it any more. */
  void remove(String id, Runnable lastClosed) {
    HostedRepository removed;
    synchronized (this) {
      removed = byId.remove(id);
    }
    if (removed != null) {
      removed.whenLastClosed(lastClosed);
      removed.close();
    }
  }

  synchronized int size() {
    return byId.size();
  }

  @Override
  public void close() {
    List<HostedRepository> all;
    synchronized (this) {
      all = new ArrayList<>(byId.values());
      byId.clear();
    }
    all.forEach(HostedRepository::close);
  }

  private synchronized Optional<HostedRepository> ifOpen(String id) {
    HostedRepository open = byId.get(id);
    if (open != null) {
      open.incrementOpen();
    }
    return Optional.ofNullable(open);
  }
}
