package dev.repostore.git;

import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** The files that Git follows, and no other. */
final class Followed extends TreeFilter {

  private final DirCache index;

  Followed(DirCache index) {
    this.index = index;
  }

  @Override
  public boolean include(TreeWalk walk) {
    String path = walk.getPathString();
    return walk.isSubtree()
        ? index.getEntriesWithin(path).length > 0
        : walk.getRawMode(0) != 0 || index.findEntry(path) >= 0;
  }

  @Override
  public boolean shouldBeRecursive() {
    return true;
  }

  @Override
  public TreeFilter clone() {
    return this;
  }
}
