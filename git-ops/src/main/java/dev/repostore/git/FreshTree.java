package dev.repostore.git;

import java.io.IOException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheCheckout;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/** The working tree of a fresh clone, and its index. */
final class FreshTree {

  private FreshTree() {}

  static void fill(Repository repository, ObjectId commit, ProgressMonitor monitor)
      throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      DirCache index = repository.lockDirCache();
      try {
        DirCacheCheckout checkout =
            new DirCacheCheckout(repository, index, walk.parseCommit(commit).getTree());
        checkout.setProgressMonitor(monitor);
        checkout.setFailOnConflict(true);
        checkout.checkout();
      } finally {
        index.unlock();
      }
    }
  }
}
