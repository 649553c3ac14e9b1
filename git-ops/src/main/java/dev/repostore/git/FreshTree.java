package dev.repostore.git;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/** The working tree of a fresh clone, and its index. */
final class FreshTree {

  private FreshTree() {}

  /** @throws GitLimitException if there are more or larger files than the limits allow */
  static void fill(
      Repository repository, ObjectId commit, GitLimits limits, ProgressMonitor monitor)
      throws IOException {
    DirCache index = repository.lockDirCache();
    try (RevWalk walk = new RevWalk(repository)) {
      NoBomb noBomb = NoBomb.throughout(() -> goOn(monitor), limits.files());
      DirCache target = TreeIndex.of(repository, walk.parseCommit(commit).getTree(), noBomb);
      if (limits.fileBytes() < Long.MAX_VALUE) {
        requireSmall(walk.getObjectReader(), target, limits.fileBytes());
      }
      new Transition(repository, index, DirCache.newInCore(), target, false)
          .plan()
          .apply(monitor);
    } finally {
      index.unlock();
    }
  }

  private static void goOn(ProgressMonitor monitor) throws InterruptedIOException {
    if (monitor.isCancelled()) {
      throw new InterruptedIOException("given up while the tree was read");
    }
  }

  private static void requireSmall(ObjectReader reader, DirCache target, long most)
      throws IOException {
    for (int i = 0; i < target.getEntryCount(); i++) {
      DirCacheEntry entry = target.getEntry(i);
      if (FileMode.GITLINK.equals(entry.getRawMode())) {
        continue;
      }
      long size = reader.getObjectSize(entry.getObjectId(), Constants.OBJ_BLOB);
      if (size > most) {
        throw new GitLimitException(
            "fileBytes",
            "The file '" + PathRule.printable(entry.getPathString()) + "' has " + size
                + " bytes, more than the limit of " + most + ". Raise GitLimits.fileBytes, or clone"
                + " without a checkout.");
      }
    }
  }
}
