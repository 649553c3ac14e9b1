package dev.repostore.git;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** A tree as an index that is only in memory. */
final class TreeIndex {

  private TreeIndex() {}

  /** Nothing but what the tree says, whatever its names; nothing at all if it is null. */
  static DirCache of(Repository repository, @Nullable ObjectId tree) throws IOException {
    return of(repository, tree, NoBomb.throughout(NoBomb::notInterrupted, GitLimits.MOST_FILES));
  }

  /** As {@link #of(Repository, ObjectId)}, of a tree with no more than that allows. */
  static DirCache of(Repository repository, @Nullable ObjectId tree, NoBomb noBomb)
      throws IOException {
    DirCache made = DirCache.newInCore();
    if (tree == null || tree.equals(Constants.EMPTY_TREE_ID)) {
      return made;
    }
    DirCacheBuilder builder = made.builder();
    try (TreeWalk walk = new TreeWalk(repository.newObjectReader())) {
      walk.addTree(tree);
      walk.setRecursive(true);
      walk.setFilter(noBomb);
      while (walk.next()) {
        builder.add(entry(walk));
      }
      builder.finish();
    } catch (IllegalStateException twice) {
      throw new PathRefusedException(
          tree.name(),
          "this tree has a name twice. Git makes no such tree; do not trust it.",
          twice);
    }
    return made;
  }

  /** A walk over the tree; Git knows the empty one, and need not have it stored. */
  static AbstractTreeIterator iterator(ObjectReader reader, @Nullable ObjectId tree)
      throws IOException {
    return tree == null || tree.equals(Constants.EMPTY_TREE_ID)
        ? new EmptyTreeIterator()
        : new CanonicalTreeParser(null, reader, tree);
  }

  private static DirCacheEntry entry(TreeWalk walk) {
    byte[] raw = walk.getRawPath();
    try {
      DirCacheEntry entry = new DirCacheEntry(raw);
      entry.setFileMode(walk.getFileMode(0));
      entry.setObjectId(walk.getObjectId(0));
      return entry;
    } catch (IllegalArgumentException refused) {
      PathRule.require(text(raw));
      throw new PathRefusedException(
          text(raw), "Git refuses the name or the mode. Rename it in the repository.", refused);
    }
  }

  /**
   * Fails unless each path may be written: it is one {@link PathRule} takes, and no file stands
   * where another entry needs a folder.
   */
  static void requireSafe(DirCache target) {
    Systems.requireSpelling(target);
    Set<String> folders = new HashSet<>();
    for (int i = 0; i < target.getEntryCount(); i++) {
      String path = text(target.getEntry(i).getRawPath());
      if (FileMode.SYMLINK.equals(target.getEntry(i).getRawMode())) {
        PathRule.requireLink(path);
      } else {
        PathRule.require(path);
      }
      for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
        if (!folders.add(path.substring(0, slash))) {
          break;
        }
      }
    }
    for (int i = 0; i < target.getEntryCount(); i++) {
      String path = target.getEntry(i).getPathString();
      if (folders.contains(path)) {
        throw new PathRefusedException(
            path, "the tree has it both as a file and as a folder. Do not trust it.");
      }
    }
  }

  /** The path as this runtime can spell it; any other would be another file. */
  private static String text(byte[] raw) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new PathRefusedException(
          new String(raw, StandardCharsets.ISO_8859_1),
          "it is not written in UTF-8. Rename it in the repository, with another tool.",
          notUtf8);
    }
  }
}
