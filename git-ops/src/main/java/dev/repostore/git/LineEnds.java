package dev.repostore.git;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.attributes.Attributes;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.CoreConfig.EolStreamType;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.WorkingTreeOptions;
import org.eclipse.jgit.util.io.EolStreamTypeUtil;

/** How the lines of each file are to end in the working tree, by attributes and settings. */
final class LineEnds {

  private final Map<String, EolStreamType> special = new HashMap<>();
  private final EolStreamType usual;

  LineEnds(Repository repository, DirCache target) throws IOException {
    this.usual = EolStreamTypeUtil.detectStreamType(
        TreeWalk.OperationType.CHECKOUT_OP,
        repository.getConfig().get(WorkingTreeOptions.KEY),
        new Attributes());
    if (hasAttributes(repository, target)) {
      requireSound(repository, target);
      find(repository, target);
    }
  }

  EolStreamType of(String path) {
    return special.getOrDefault(path, usual);
  }

  private static boolean hasAttributes(Repository repository, DirCache target) {
    if (new File(repository.getDirectory(), Constants.INFO_ATTRIBUTES).isFile()) {
      return true;
    }
    byte[] name = Constants.encode(Constants.DOT_GIT_ATTRIBUTES);
    for (int i = 0; i < target.getEntryCount(); i++) {
      if (isNamed(target.getEntry(i), name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNamed(DirCacheEntry entry, byte[] name) {
    byte[] path = entry.getRawPath();
    int start = path.length - name.length;
    return start >= 0
        && (start == 0 || path[start - 1] == '/')
        && Arrays.equals(path, start, path.length, name, 0, name.length);
  }

  /** Fails if its patterns could take forever. */
  private static void requireSound(Repository repository, DirCache target) throws IOException {
    byte[] name = Constants.encode(Constants.DOT_GIT_ATTRIBUTES);
    for (int i = 0; i < target.getEntryCount(); i++) {
      DirCacheEntry entry = target.getEntry(i);
      if (isNamed(entry, name) && FileMode.REGULAR_FILE.equals(entry.getRawMode() & ~0111)) {
        InputStream in =
            repository.open(entry.getObjectId(), Constants.OBJ_BLOB).openStream();
        Wildcards.looked(entry.getPathString(), in).close();
      }
    }
  }

  private void find(Repository repository, DirCache target) throws IOException {
    try (TreeWalk walk = new TreeWalk(repository)) {
      walk.setOperationType(TreeWalk.OperationType.CHECKOUT_OP);
      walk.addTree(new DirCacheIterator(target));
      walk.setRecursive(true);
      while (walk.next()) {
        EolStreamType type = walk.getEolStreamType(TreeWalk.OperationType.CHECKOUT_OP);
        if (type != usual && type != null) {
          special.put(walk.getPathString(), type);
        }
      }
    }
  }
}
