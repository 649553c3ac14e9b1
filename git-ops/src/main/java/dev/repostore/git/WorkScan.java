package dev.repostore.git;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/** Finds each file of the working tree that is not as the index has it. */
final class WorkScan {

  private static final int INDEX = 0;
  private static final int WORK = 1;

  private final Repository repository;
  private final DirCache index;
  private Collection<String> only = List.of();
  private TreeFilter paths = TreeFilter.ALL;

  WorkScan(Repository repository, DirCache index) {
    this.repository = repository;
    this.index = index;
  }

  /** Looks at these files and folders alone; at everything if there are none. */
  WorkScan only(Collection<String> files) {
    only = files;
    paths = files.isEmpty() ? TreeFilter.ALL : PathFilterGroup.createFromStrings(files);
    return this;
  }

  /** Is told of what was found, in order of path. */
  interface Visitor {

    /** Git does not follow it. */
    void untracked(String path, FileTreeIterator file) throws IOException;

    /** It is not what the index has. */
    void modified(DirCacheIterator tracked, FileTreeIterator file) throws IOException;

    /** It is a submodule whose own HEAD is not the commit the index has. */
    void moved(DirCacheEntry entry, ObjectId head) throws IOException;

    /** It is not there. */
    void missing(DirCacheEntry entry) throws IOException;

    /** The index has its conflict; the file is null where it is not there. */
    void conflicted(DirCacheIterator tracked, @Nullable FileTreeIterator file) throws IOException;
  }

  void visit(Visitor visitor) throws IOException {
    Systems.requireSpelling(index);
    try (TreeWalk walk = new TreeWalk(repository);
        FoldersAhead ahead = only.isEmpty() ? FoldersAhead.over(repository, index) : null) {
      walk.setOperationType(TreeWalk.OperationType.CHECKIN_OP);
      walk.addTree(new DirCacheIterator(index));
      FileTreeIterator files =
          ahead == null ? new FileTreeIterator(repository) : ahead.files(repository);
      files.setDirCacheIterator(walk, INDEX);
      walk.addTree(files);
      walk.setRecursive(false);
      TreeFilter differs = new IndexDiffers(INDEX, WORK);
      walk.setFilter(paths == TreeFilter.ALL ? differs : AndTreeFilter.create(paths, differs));
      walk(walk, visitor);
    }
    visitSubmodules(visitor);
  }

  private void walk(TreeWalk walk, Visitor visitor) throws IOException {
    String conflict = "";
    while (walk.next()) {
      DirCacheIterator tracked = walk.getTree(INDEX, DirCacheIterator.class);
      FileTreeIterator file = walk.getTree(WORK, FileTreeIterator.class);
      if (tracked != null && hasConflict(tracked)) {
        // One path may come once for each of its stages.
        if (!walk.getPathString().equals(conflict)) {
          conflict = walk.getPathString();
          visitor.conflicted(tracked, isFile(file) ? file : null);
        }
      } else if (walk.isSubtree()) {
        if (tracked != null || !isSubmodule(walk.getPathString())) {
          walk.enterSubtree();
        }
      } else {
        tell(walk.getPathString(), tracked, file, visitor);
      }
    }
  }

  /** JGit's walk passes over submodules; it is their commit alone that counts, not their files. */
  private void visitSubmodules(Visitor visitor) throws IOException {
    for (int i = 0; i < index.getEntryCount(); i++) {
      DirCacheEntry entry = index.getEntry(i);
      if (FileMode.GITLINK.equals(entry.getRawMode()) && isAsked(entry.getPathString())) {
        ObjectId head = Submodules.head(repository, entry.getPathString());
        if (head != null && !head.equals(entry.getObjectId())) {
          visitor.moved(entry, head);
        }
      }
    }
  }

  private boolean isAsked(String path) {
    return only.isEmpty()
        || only.stream().anyMatch(each -> path.equals(each) || path.startsWith(each + "/"));
  }

  /** A submodule that was not fetched is a folder like any other, but not ours. */
  private boolean isSubmodule(String path) {
    DirCacheEntry entry = index.getEntry(path);
    return entry != null && FileMode.GITLINK.equals(entry.getRawMode());
  }

  private void tell(
      String path,
      @Nullable DirCacheIterator tracked,
      @Nullable FileTreeIterator file,
      Visitor visitor)
      throws IOException {
    if (tracked == null) {
      visitor.untracked(path, Objects.requireNonNull(file));
      return;
    }
    DirCacheEntry entry = tracked.getDirCacheEntry();
    if (FileMode.GITLINK.equals(entry.getRawMode())) {
      if (file != null && !FileMode.GITLINK.equals(file.getEntryRawMode())) {
        visitor.modified(tracked, file);
      } else if (file == null && !new File(repository.getWorkTree(), path).isDirectory()) {
        visitor.missing(entry);
      }
    } else if (entry.isSkipWorkTree() && file == null) {
      return;
    } else if (file == null) {
      visitor.missing(entry);
    } else {
      visitor.modified(tracked, file);
    }
  }

  /** A folder has no entry of its own. */
  private static boolean hasConflict(DirCacheIterator tracked) {
    DirCacheEntry entry = tracked.getDirCacheEntry();
    return entry != null && entry.getStage() > 0;
  }

  private static boolean isFile(@Nullable FileTreeIterator file) {
    return file != null && file.getEntryFileMode().getObjectType() == Constants.OBJ_BLOB;
  }

  /** What a scan finds, by path. */
  static final class Found implements Visitor {

    final List<String> untracked = new ArrayList<>();
    final List<PathChange> changed = new ArrayList<>();
    final TreeSet<String> conflicted = new TreeSet<>();

    @Override
    public void untracked(String path, FileTreeIterator file) {
      boolean repo = FileMode.GITLINK.equals(file.getEntryRawMode());
      untracked.add(repo ? path + "/" : path);
    }

    @Override
    public void modified(DirCacheIterator tracked, FileTreeIterator file) {
      DirCacheEntry entry = tracked.getDirCacheEntry();
      boolean sameType = (entry.getRawMode() & FileMode.TYPE_MASK)
          == (file.getEntryRawMode() & FileMode.TYPE_MASK);
      PathChange.Type type = sameType ? PathChange.Type.MODIFIED : PathChange.Type.TYPE_CHANGED;
      changed.add(new PathChange(type, entry.getPathString(), null));
    }

    @Override
    public void moved(DirCacheEntry entry, ObjectId head) {
      changed.add(new PathChange(PathChange.Type.MODIFIED, entry.getPathString(), null));
    }

    @Override
    public void missing(DirCacheEntry entry) {
      changed.add(new PathChange(PathChange.Type.DELETED, entry.getPathString(), null));
    }

    @Override
    public void conflicted(DirCacheIterator tracked, @Nullable FileTreeIterator file) {
      conflicted.add(tracked.getEntryPathString());
    }
  }
}
