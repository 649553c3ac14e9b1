package dev.repostore.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/**
 * The few objects that a few commits brought, found by comparing each with its parents, so that it
 * costs what was changed and not what there is. A file that only moved is among them again.
 */
final class FreshObjects {

  private static final int MOST_COMMITS = 64;
  private static final int MOST_OBJECTS = 1024;
  private static final long MOST_BYTES = 8 << 20;

  private final ObjectReader reader;
  private final RevWalk commits;
  private final List<RevCommit> found = new ArrayList<>();
  private final Map<ObjectId, @Nullable ObjectId> objects = new LinkedHashMap<>();
  private long bytes;

  private FreshObjects(RevWalk commits) {
    this.reader = commits.getObjectReader();
    this.commits = commits;
  }

  /**
   * Looks behind {@code wants}, up to what {@code haves} lead to.
   *
   * @param commits a walk not begun, and what parsed {@code wants} and {@code haves}
   * @param haves their whole history counts as had
   * @return empty if it is more than a few, or goes back to a first commit
   */
  static Optional<FreshObjects> of(RevWalk commits, List<RevCommit> wants, List<RevCommit> haves)
      throws IOException {
    try {
      FreshObjects fresh = new FreshObjects(commits);
      return fresh.find(wants, haves) ? Optional.of(fresh) : Optional.empty();
    } catch (MissingObjectException broken) {
      return Optional.empty(); // behind something that nobody may want
    }
  }

  Collection<RevCommit> commits() {
    return found;
  }

  /** The trees and files. */
  Collection<ObjectId> objects() {
    return objects.keySet();
  }

  /** What was where one of them is, as last had by who has the {@code haves}; empty if nothing. */
  Optional<ObjectId> before(ObjectId object) {
    @Nullable ObjectId before = objects.get(object);
    for (int steps = 0; before != null && objects.containsKey(before); steps++) {
      if (steps > MOST_COMMITS) {
        return Optional.empty(); // It has come back, and is what it was before.
      }
      before = objects.get(before);
    }
    return Optional.ofNullable(before);
  }

  private boolean find(List<RevCommit> wants, List<RevCommit> haves) throws IOException {
    commits.markStart(wants);
    for (RevCommit have : haves) {
      commits.markUninteresting(have);
    }
    for (RevCommit commit = commits.next(); commit != null; commit = commits.next()) {
      found.add(commit);
      if (commit.getParentCount() == 0 || found.size() > MOST_COMMITS) {
        return false;
      }
    }
    for (RevCommit commit : found) {
      if (!compare(commit)) {
        return false;
      }
    }
    return true;
  }

  private boolean compare(RevCommit commit) throws IOException {
    try (TreeWalk walk = new TreeWalk(reader)) {
      walk.addTree(commit.getTree());
      for (RevCommit parent : commit.getParents()) {
        commits.parseHeaders(parent);
        walk.addTree(parent.getTree());
      }
      if (!add(commit.getTree(), commit.getParent(0).getTree())) {
        return false;
      }
      walk.setFilter(TreeFilter.ANY_DIFF);
      while (walk.next()) {
        if (isFresh(walk)) {
          if (!add(walk.getObjectId(0), before(walk))) {
            return false;
          }
          if (walk.isSubtree()) {
            walk.enterSubtree();
          }
        }
      }
      return true;
    }
  }

  private static boolean isFresh(TreeWalk walk) {
    if (walk.getFileMode(0) == FileMode.MISSING || walk.getFileMode(0) == FileMode.GITLINK) {
      return false;
    }
    for (int parent = 1; parent < walk.getTreeCount(); parent++) {
      FileMode before = walk.getFileMode(parent);
      if (before != FileMode.MISSING && before != FileMode.GITLINK && walk.idEqual(0, parent)) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable ObjectId before(TreeWalk walk) {
    for (int parent = 1; parent < walk.getTreeCount(); parent++) {
      if (walk.getFileMode(parent) != FileMode.MISSING
          && walk.getFileMode(parent).getObjectType() == walk.getFileMode(0).getObjectType()) {
        return walk.getObjectId(parent);
      }
    }
    return null;
  }

  private boolean add(ObjectId id, @Nullable ObjectId before) throws IOException {
    if (!objects.containsKey(id)) {
      objects.put(id.copy(), before);
      bytes += reader.getObjectSize(id, ObjectReader.OBJ_ANY);
    }
    return objects.size() <= MOST_OBJECTS && bytes <= MOST_BYTES;
  }
}
