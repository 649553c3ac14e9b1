package dev.repostore.host;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The Git repositories last used, kept open, and all that are in use. It knows who uses what, so
 * that files are taken away only when nobody reads or writes them.
 */
final class OpenRepos implements AutoCloseable {

  private final int most;
  private final LinkedHashMap<String, HostedRepository> byId = new LinkedHashMap<>(64, 0.75f, true);
  private boolean closed;

  OpenRepos(int most) {
    this.most = most;
  }

  /** The repository, opened if it is not; empty if it waits to be removed. The caller closes it. */
  Optional<HostedRepository> use(String id, Supplier<HostedRepository> opener) {
    synchronized (this) {
      HostedRepository there = byId.get(id);
      if (there != null) {
        return there.taken();
      }
    }
    // Outside the lock, because it reads files. If two do so at once, one of the two is kept.
    HostedRepository opened = opener.get();
    List<HostedRepository> unneeded = new ArrayList<>();
    Optional<HostedRepository> kept;
    synchronized (this) {
      HostedRepository other = byId.putIfAbsent(id, opened);
      if (other != null) {
        unneeded.add(opened);
      }
      kept = (other == null ? opened : other).taken();
      shrink(unneeded);
    }
    unneeded.forEach(HostedRepository::closeFiles);
    return kept;
  }

  /** Somebody is done with it. */
  void release(HostedRepository git) {
    List<HostedRepository> unneeded = new ArrayList<>();
    Runnable removal;
    synchronized (this) {
      boolean last = git.givenBack();
      removal = last ? git.removal() : null;
      if (last && (removal != null || closed) && byId.remove(git.id(), git)) {
        unneeded.add(git);
      }
      shrink(unneeded);
    }
    unneeded.forEach(HostedRepository::closeFiles);
    run(removal);
  }

  /** Runs {@code removal} when nobody uses the repository, which may be now; nobody new gets it. */
  void remove(String id, Runnable removal) {
    HostedRepository unused;
    synchronized (this) {
      HostedRepository there = byId.get(id);
      if (there != null && there.inUse()) {
        there.removeWith(removal);
        return;
      }
      unused = byId.remove(id);
    }
    if (unused != null) {
      unused.closeFiles();
    }
    run(removal);
  }

  synchronized int size() {
    return byId.size();
  }

  /** Closes those not in use; the others close when they are given back. */
  @Override
  public void close() {
    List<HostedRepository> unneeded = new ArrayList<>();
    synchronized (this) {
      closed = true;
      takeUnused(unneeded, 0);
    }
    unneeded.forEach(HostedRepository::closeFiles);
  }

  private void shrink(List<HostedRepository> unneeded) {
    if (byId.size() > most) {
      takeUnused(unneeded, most);
    }
  }

  /** Takes out those longest not asked for until so many are left, or all are in use. */
  private void takeUnused(List<HostedRepository> unneeded, int leave) {
    Iterator<HostedRepository> eldest = byId.values().iterator();
    while (byId.size() > leave && eldest.hasNext()) {
      HostedRepository git = eldest.next();
      if (!git.inUse()) {
        eldest.remove();
        unneeded.add(git);
      }
    }
  }

  private static void run(@Nullable Runnable removal) {
    if (removal != null) {
      removal.run();
    }
  }
}
