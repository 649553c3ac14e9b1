package dev.repostore.host;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a repo while somebody uses it, and for a while after: its refs, and where
 * things are in its pack. Pushes that move different branches go on side by side; those that make
 * or delete refs, on which others may depend, go alone. Close it after use; thread-safe.
 */
final class LiveRepo implements AutoCloseable {

  private static final int STRIPES = 16;
  private static final long OWN_BYTES = 4000;

  private final LiveRepos owner;
  private final ReentrantReadWriteLock whole = new ReentrantReadWriteLock();
  private final List<Lock> parts = new ArrayList<>(STRIPES);
  private final ReadWriteLock pushes = new ReentrantReadWriteLock();
  private volatile @Nullable RepoRefs refs;
  private volatile SoftReference<@Nullable PackLayout> layout = new SoftReference<>(null);

  /** Makes changes of refs; under a lock. */
  interface Change {
    /** The changes that were made, given the refs there are. */
    List<ReceiveCommand> make(RepoRefs now) throws IOException;
  }

  LiveRepo(LiveRepos owner) {
    this.owner = owner;
    for (int i = 0; i < STRIPES; i++) {
      parts.add(new ReentrantLock());
    }
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
    whole.writeLock().lock();
    try {
      known = refs;
      if (known == null) {
        known = RepoRefs.read(repository);
        refs = known;
      }
      return known;
    } finally {
      whole.writeLock().unlock();
    }
  }

  /** Has refs changed by nobody else meanwhile; {@code commands} are all that may be. */
  void change(Repository repository, List<ReceiveCommand> commands, Change change)
      throws IOException {
    List<Lock> locks = locks(commands);
    boolean made = false;
    while (!made) {
      refs(repository);
      locks.forEach(Lock::lock);
      try {
        RepoRefs now = refs;
        if (now != null) {
          make(repository, now, change);
          made = true;
        }
      } finally {
        locks.forEach(Lock::unlock);
      }
    }
  }

  private List<Lock> locks(List<ReceiveCommand> commands) {
    TreeSet<Integer> used = new TreeSet<>();
    for (ReceiveCommand command : commands) {
      if (command.getType() != ReceiveCommand.Type.UPDATE) {
        return List.of(whole.writeLock());
      }
      used.add(Math.floorMod(command.getRefName().hashCode(), STRIPES));
    }
    List<Lock> locks = new ArrayList<>();
    locks.add(whole.readLock());
    used.forEach(part -> locks.add(parts.get(part)));
    return locks;
  }

  private void make(Repository repository, RepoRefs now, Change change) throws IOException {
    boolean remembered = false;
    try {
      List<ReceiveCommand> done = change.make(now);
      if (!done.isEmpty()) {
        remember(repository, done);
      }
      remembered = true;
    } finally {
      if (!remembered) {
        // Nobody knows how far it got: the refs are read anew.
        refs = null;
      }
    }
  }

  private synchronized void remember(Repository repository, List<ReceiveCommand> done)
      throws IOException {
    RepoRefs now = refs;
    if (now != null) {
      refs = now.after(repository, done);
    }
  }

  /** Held to keep refs as they are. */
  Lock refsLock() {
    return whole.writeLock();
  }

  /**
   * Held by a push while it relies on objects that no ref may lead to: from its checks to its end.
   */
  Lock pushLock() {
    return pushes.readLock();
  }

  /** Held to take away such objects. */
  Lock noPushLock() {
    return pushes.writeLock();
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

  /** About how much memory this takes. */
  long bytes() {
    RepoRefs known = refs;
    return OWN_BYTES + (known == null ? 0 : known.bytes());
  }

  @Override
  public void close() {
    owner.release(this);
  }
}
