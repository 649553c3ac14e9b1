package dev.repostore.git;

import java.io.File;
import java.io.IOException;
import java.util.Set;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.internal.storage.file.Pack;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a repository, and the boundary of a shallow one: the commits whose parents are not
 * there. JGit would move it as soon as the remote tells where it will be; a fetch that is cut off,
 * or a process that is killed, would then leave commits without parents behind.
 */
final class BoundedObjects extends ObjectDirectory {

  private @Nullable Set<ObjectId> promised;

  BoundedObjects(Config config, File objects, FS fs, File boundary) throws IOException {
    super(config, objects, null, fs, boundary);
  }

  @Override
  public synchronized Set<ObjectId> getShallowCommits() throws IOException {
    return promised == null ? super.getShallowCommits() : promised;
  }

  @Override
  public synchronized void setShallowCommits(Set<ObjectId> boundary) {
    promised = Set.copyOf(boundary);
  }

  /** What was promised is here when its pack is. */
  @Override
  public Pack openPack(File pack) throws IOException {
    Pack opened = super.openPack(pack);
    moveBoundary();
    return opened;
  }

  /** Moves the boundary to where the remote has said. */
  synchronized void moveBoundary() throws IOException {
    if (promised != null) {
      super.setShallowCommits(promised);
      promised = null;
    }
  }

  /** Leaves the boundary where it is, whatever the remote has said. */
  synchronized void keepBoundary() {
    promised = null;
  }
}
