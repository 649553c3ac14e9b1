package dev.repostore.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/** Compares the last commit, the index and the files. */
final class StatusReport {

  private final LocalRepo local;

  StatusReport(LocalRepo local) {
    this.local = local;
  }

  Status make() throws IOException {
    local.files();
    Repository repository = local.repository();
    DirCache index = repository.readDirCache();
    WorkScan.Found found = new WorkScan.Found();
    new WorkScan(repository, index).visit(found);
    found.changed.sort(Comparator.comparing(PathChange::path));
    found.untracked.sort(Comparator.naturalOrder());
    ObjectId head = repository.resolve(Constants.HEAD);
    return new Status(
        branch(repository),
        head == null ? null : head.name(),
        staged(repository, head, index),
        found.changed,
        found.untracked,
        List.copyOf(found.conflicted),
        Merging.isUnderWay(repository));
  }

  /** The branch's short name; null if HEAD is detached. */
  static @Nullable String branch(Repository repository) throws IOException {
    Ref head = repository.exactRef(Constants.HEAD);
    return head != null && head.isSymbolic()
        ? Repository.shortenRefName(head.getTarget().getName())
        : null;
  }

  static List<PathChange> staged(Repository repository, @Nullable ObjectId head, DirCache index)
      throws IOException {
    List<PathChange> staged = new ArrayList<>();
    try (TreeWalk walk = new TreeWalk(repository);
        RevWalk commits = new RevWalk(walk.getObjectReader())) {
      ObjectId tree = head == null ? null : commits.parseCommit(head).getTree();
      walk.addTree(TreeIndex.iterator(walk.getObjectReader(), tree));
      walk.addTree(new DirCacheIterator(index));
      walk.setFilter(TreeFilter.ANY_DIFF);
      walk.setRecursive(true);
      while (walk.next()) {
        DirCacheIterator entry = walk.getTree(1, DirCacheIterator.class);
        if (entry == null || entry.getDirCacheEntry().getStage() == 0) {
          staged.add(change(walk));
        }
      }
    }
    staged.sort(Comparator.comparing(PathChange::path));
    return staged;
  }

  private static PathChange change(TreeWalk walk) {
    int before = walk.getRawMode(0);
    int after = walk.getRawMode(1);
    PathChange.Type type;
    if (before == 0) {
      type = PathChange.Type.ADDED;
    } else if (after == 0) {
      type = PathChange.Type.DELETED;
    } else if ((before & FileMode.TYPE_MASK) != (after & FileMode.TYPE_MASK)) {
      type = PathChange.Type.TYPE_CHANGED;
    } else {
      type = PathChange.Type.MODIFIED;
    }
    return new PathChange(type, walk.getPathString(), null);
  }
}
