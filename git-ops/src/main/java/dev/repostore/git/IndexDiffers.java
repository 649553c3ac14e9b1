package dev.repostore.git;

import java.io.IOException;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * Lets pass what is not in the working tree as the index has it, and folders. JGit's own filter
 * also keeps lists of untracked and ignored folders, for which it spells out each path.
 */
final class IndexDiffers extends TreeFilter {

  private final int index;
  private final int work;

  /**
   * @param index which tree of the walk is the index
   * @param work which one is the working tree
   */
  IndexDiffers(int index, int work) {
    this.index = index;
    this.work = work;
  }

  @Override
  public boolean include(TreeWalk walk) throws IOException {
    DirCacheIterator tracked = walk.getTree(index, DirCacheIterator.class);
    DirCacheEntry entry = tracked == null ? null : tracked.getDirCacheEntry();
    if (entry != null && entry.isAssumeValid()) {
      return false;
    }
    WorkingTreeIterator file = walk.getTree(work, WorkingTreeIterator.class);
    if (file == null || (entry != null && entry.getStage() > 0)) {
      return true;
    }
    if (walk.getRawMode(index) == FileMode.TYPE_MISSING) {
      return !file.isEntryIgnored();
    }
    return walk.isSubtree() || file.isModified(entry, true, walk.getObjectReader());
  }

  @Override
  public boolean shouldBeRecursive() {
    return true; // as JGit's
  }

  @Override
  public TreeFilter clone() {
    return this;
  }

  @Override
  public String toString() {
    return "INDEX_DIFFERS";
  }
}
