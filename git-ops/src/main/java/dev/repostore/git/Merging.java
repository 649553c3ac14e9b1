package dev.repostore.git;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** The files by which Git knows that a merge has begun and is not yet committed. */
final class Merging {

  private Merging() {}

  static boolean isUnderWay(Repository repository) {
    return !repository.isBare()
        && new File(repository.getDirectory(), Constants.MERGE_HEAD).exists();
  }

  /** What is being merged into the branch. */
  static List<ObjectId> heads(Repository repository) throws IOException {
    List<ObjectId> heads = repository.readMergeHeads();
    return heads == null ? List.of() : heads;
  }

  static void forget(Repository repository) throws IOException {
    repository.writeMergeHeads(null);
    repository.writeMergeCommitMsg(null);
  }

  /**
   * The index with each file once: one in conflict as our side has it, or else theirs. JGit would
   * compare a file in conflict with each side, and take all but one for deleted.
   */
  static DirCache oneSide(DirCache index) {
    if (!index.hasUnmergedPaths()) {
      return index;
    }
    DirCache once = DirCache.newInCore();
    DirCacheBuilder builder = once.builder();
    for (int at = 0; at < index.getEntryCount(); at = index.nextEntry(at)) {
      builder.add(side(index, at));
    }
    builder.finish();
    return once;
  }

  private static DirCacheEntry side(DirCache index, int first) {
    DirCacheEntry found = index.getEntry(first);
    for (int at = first + 1; at < index.nextEntry(first); at++) {
      if (found.getStage() != DirCacheEntry.STAGE_2) {
        found = index.getEntry(at);
      }
    }
    if (found.getStage() == DirCacheEntry.STAGE_0) {
      return found;
    }
    DirCacheEntry settled = new DirCacheEntry(found.getRawPath());
    settled.setFileMode(found.getFileMode());
    settled.setObjectId(found.getObjectId());
    return settled;
  }

  /** The files whose conflict is not resolved. */
  static List<String> conflicts(DirCache index) {
    TreeSet<String> paths = new TreeSet<>();
    for (int i = 0; i < index.getEntryCount(); i++) {
      if (index.getEntry(i).getStage() > 0) {
        paths.add(index.getEntry(i).getPathString());
      }
    }
    return new ArrayList<>(paths);
  }
}
