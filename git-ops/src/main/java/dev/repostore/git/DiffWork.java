package dev.repostore.git;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.diff.DiffAlgorithm;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.patch.FileHeader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/** Compares two states of the files. */
final class DiffWork {

  /** A longer file is taken for binary: both sides of a comparison are in memory. */
  private static final int LONGEST_TEXT = 16 << 20;

  private final Repository repository;
  private final Diff request;
  private final NoBomb noBomb;

  DiffWork(Repository repository, Diff request) {
    this(repository, request, new NoBomb(NoBomb::notInterrupted, GitLimits.MOST_FILES));
  }

  DiffWork(Repository repository, Diff request, NoBomb noBomb) {
    this.repository = repository;
    this.request = request;
    this.noBomb = noBomb;
  }

  Patch make() throws IOException {
    try (ObjectReader reader = repository.newObjectReader();
        RevWalk walk = new RevWalk(reader)) {
      DirCache index =
          repository.isBare() ? DirCache.newInCore() : Merging.oneSide(repository.readDirCache());
      String before = request.before();
      String after = request.after();
      AbstractTreeIterator from =
          before == null ? new DirCacheIterator(index) : tree(reader, walk, before);
      if (request.files()) {
        return make(from, new FileTreeIterator(repository), new Followed(index));
      }
      return make(
          from,
          after == null ? new DirCacheIterator(index) : tree(reader, walk, after),
          TreeFilter.ALL);
    }
  }

  /** What a commit changed. */
  Patch of(RevCommit commit) throws IOException {
    try (ObjectReader reader = repository.newObjectReader();
        RevWalk walk = new RevWalk(reader)) {
      ObjectId parent = commit.getParentCount() == 0
          ? null
          : walk.parseCommit(commit.getParent(0)).getTree();
      return make(
          TreeIndex.iterator(reader, parent),
          TreeIndex.iterator(reader, commit.getTree()),
          TreeFilter.ALL);
    }
  }

  /** Before the first commit there is nothing. */
  private AbstractTreeIterator tree(ObjectReader reader, RevWalk walk, String revision)
      throws IOException {
    boolean unborn = revision.equals(Constants.HEAD) && repository.resolve(Constants.HEAD) == null;
    return TreeIndex.iterator(
        reader, unborn ? null : Revisions.commit(repository, walk, revision).getTree());
  }

  private Patch make(AbstractTreeIterator from, AbstractTreeIterator to, TreeFilter filter)
      throws IOException {
    BoundedText text = new BoundedText(request.maxBytes());
    List<FileDiff> files = new ArrayList<>();
    try (DiffFormatter formatter = formatter(text, filter)) {
      List<DiffEntry> entries = formatter.scan(from, to);
      for (DiffEntry entry : entries) {
        add(files, figures(formatter.toFileHeader(entry), entry));
      }
      try {
        if (request.maxBytes() > 0) {
          formatter.format(entries);
          formatter.flush();
        }
      } catch (BoundedText.Full full) {
        return new Patch(files, text.text(), true);
      }
    }
    return new Patch(files, text.text(), text.truncated());
  }

  private DiffFormatter formatter(OutputStream out, TreeFilter filter) {
    DiffFormatter formatter = new DiffFormatter(out);
    formatter.setRepository(repository);
    formatter.setDetectRenames(request.renames());
    formatter.setContext(request.context());
    formatter.setBinaryFileThreshold(LONGEST_TEXT);
    formatter.setDiffAlgorithm(
        DiffAlgorithm.getAlgorithm(DiffAlgorithm.SupportedAlgorithm.HISTOGRAM));
    TreeFilter bounded = AndTreeFilter.create(filter, noBomb);
    formatter.setPathFilter(
        request.paths().isEmpty()
            ? bounded
            : AndTreeFilter.create(PathFilterGroup.createFromStrings(request.paths()), bounded));
    return formatter;
  }

  /** A file that became a link, or the other way round, comes as two: it is one change. */
  private static void add(List<FileDiff> files, FileDiff next) {
    FileDiff last = files.isEmpty() ? null : files.get(files.size() - 1);
    if (last != null
        && last.change().type() == PathChange.Type.DELETED
        && next.change().type() == PathChange.Type.ADDED
        && last.change().path().equals(next.change().path())) {
      PathChange change =
          new PathChange(PathChange.Type.TYPE_CHANGED, next.change().path(), null);
      boolean binary = last.binary() || next.binary();
      files.set(files.size() - 1, new FileDiff(change, next.added(), last.deleted(), binary));
    } else {
      files.add(next);
    }
  }

  private static FileDiff figures(FileHeader header, DiffEntry entry) throws IOException {
    boolean binary = header.getPatchType() != FileHeader.PatchType.UNIFIED;
    int added = 0;
    int deleted = 0;
    if (!binary) {
      for (Edit edit : header.toEditList()) {
        added += edit.getLengthB();
        deleted += edit.getLengthA();
      }
    }
    return new FileDiff(change(entry), added, deleted, binary);
  }

  private static PathChange change(DiffEntry entry) {
    return switch (entry.getChangeType()) {
      case ADD -> new PathChange(PathChange.Type.ADDED, entry.getNewPath(), null);
      case DELETE -> new PathChange(PathChange.Type.DELETED, entry.getOldPath(), null);
      case RENAME ->
        new PathChange(PathChange.Type.RENAMED, entry.getNewPath(), entry.getOldPath());
      case COPY -> new PathChange(PathChange.Type.COPIED, entry.getNewPath(), entry.getOldPath());
      case MODIFY ->
        new PathChange(
            typeOf(entry.getOldMode()) == typeOf(entry.getNewMode())
                ? PathChange.Type.MODIFIED
                : PathChange.Type.TYPE_CHANGED,
            entry.getNewPath(),
            null);
    };
  }

  private static int typeOf(@Nullable FileMode mode) {
    return mode == null ? 0 : mode.getBits() & FileMode.TYPE_MASK;
  }
}
