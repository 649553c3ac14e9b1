package dev.repostore.git;

import java.io.IOException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/** The working tree of a fresh clone, and its index. */
final class FreshTree {

  private FreshTree() {}

  static void fill(Repository repository, ObjectId commit, ProgressMonitor monitor)
      throws IOException {
    DirCache index = repository.lockDirCache();
    try (RevWalk walk = new RevWalk(repository)) {
      DirCache target = TreeIndex.of(repository, walk.parseCommit(commit).getTree());
      new Transition(repository, index, DirCache.newInCore(), target, false)
          .plan()
          .apply(monitor);
    } finally {
      index.unlock();
    }
  }
}
