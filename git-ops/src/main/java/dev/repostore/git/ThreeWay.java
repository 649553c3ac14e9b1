package dev.repostore.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.Sequence;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.merge.MergeFormatter;
import org.eclipse.jgit.merge.MergeResult;
import org.eclipse.jgit.merge.RecursiveMerger;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** A merge of two commits that has neither index nor files: it ends in a tree, or in conflicts. */
final class ThreeWay extends RecursiveMerger {

  ThreeWay(Repository repository, ObjectInserter inserter) {
    super(repository, true);
    setObjectInserter(inserter);
  }

  @Override
  protected boolean mergeTreeWalk(TreeWalk walk, boolean ignoreConflicts) throws IOException {
    walk.setFilter(NoBomb.throughout(NoBomb::notInterrupted, GitLimits.MOST_FILES));
    return super.mergeTreeWalk(walk, ignoreConflicts);
  }

  /** The files in conflict, in order. */
  List<String> conflicts() {
    return getUnmergedPaths().stream().distinct().sorted().toList();
  }

  /** The index it ended with: of a file in conflict, an entry for each side that has it. */
  DirCache index() {
    return dircache;
  }

  /** Each file's sides, by path. */
  Map<String, List<DirCacheEntry>> sides() {
    Map<String, List<DirCacheEntry>> sides = new TreeMap<>();
    for (int i = 0; i < dircache.getEntryCount(); i++) {
      DirCacheEntry entry = dircache.getEntry(i);
      if (entry.getStage() > 0) {
        sides.computeIfAbsent(entry.getPathString(), path -> new ArrayList<>()).add(entry);
      }
    }
    return sides;
  }

  /**
   * What the files are to have, one entry a file: where there is a conflict, both sides between
   * markers, or the one that is left if the other deleted it, or ours if it is no text.
   */
  DirCache files(ObjectInserter inserter, String ours, String theirs) throws IOException {
    DirCache files = DirCache.newInCore();
    DirCacheBuilder builder = files.builder();
    for (int i = 0; i < dircache.getEntryCount(); i++) {
      if (dircache.getEntry(i).getStage() == 0) {
        builder.add(dircache.getEntry(i));
      }
    }
    for (Map.Entry<String, List<DirCacheEntry>> each : sides().entrySet()) {
      DirCacheEntry shown = shown(each.getKey(), each.getValue(), inserter, ours, theirs);
      if (shown != null) {
        builder.add(shown);
      }
    }
    builder.finish();
    return files;
  }

  private @Nullable DirCacheEntry shown(
      String path, List<DirCacheEntry> sides, ObjectInserter inserter, String ours, String theirs)
      throws IOException {
    DirCacheEntry our = side(sides, DirCacheEntry.STAGE_2);
    DirCacheEntry their = side(sides, DirCacheEntry.STAGE_3);
    DirCacheEntry left = our == null ? their : our;
    if (left == null) {
      return null;
    }
    ObjectId content = left.getObjectId();
    if (our != null && their != null && isFile(our) && isFile(their)) {
      MergeResult<RawText> merged = text(path);
      if (merged != null) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new MergeFormatter()
            .formatMerge(out, merged, List.of("BASE", ours, theirs), StandardCharsets.UTF_8);
        content = inserter.insert(Constants.OBJ_BLOB, out.toByteArray());
      }
    }
    DirCacheEntry shown = new DirCacheEntry(path);
    shown.setFileMode(left.getFileMode());
    shown.setObjectId(content);
    return shown;
  }

  /** Null if a side is no text. */
  @SuppressWarnings("unchecked") // Looked at before.
  private @Nullable MergeResult<RawText> text(String path) {
    MergeResult<? extends Sequence> merged = getMergeResults().get(path);
    if (merged == null || !merged.containsConflicts()) {
      return null;
    }
    for (Sequence side : merged.getSequences()) {
      if (!(side instanceof RawText text) || RawText.isBinary(text.getRawContent())) {
        return null;
      }
    }
    return (MergeResult<RawText>) merged;
  }

  private static @Nullable DirCacheEntry side(List<DirCacheEntry> sides, int stage) {
    return sides.stream().filter(entry -> entry.getStage() == stage).findFirst().orElse(null);
  }

  private static boolean isFile(DirCacheEntry entry) {
    return (entry.getRawMode() & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
  }
}
