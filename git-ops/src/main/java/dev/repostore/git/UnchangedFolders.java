package dev.repostore.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The trees that a few commits leave where they were, none of which is part of a change. */
final class UnchangedFolders {

  private static final int MOST_COMMITS = 64;

  private final RevWalk commits;
  private final Set<ObjectId> same = new HashSet<>();
  private final Set<ObjectId> changed = new HashSet<>();

  private UnchangedFolders(RevWalk commits) {
    this.commits = commits;
  }

  /**
   * Finds them for a push.
   *
   * @param sent what is pushed
   * @param had what the remote has for sure; some of it may not be here
   * @return empty if the commits are more than a few, lead to a first commit, or are none
   */
  static Set<ObjectId> of(ObjectReader reader, Collection<ObjectId> sent, Collection<ObjectId> had)
      throws IOException {
    RevWalk commits = new RevWalk(reader);
    for (ObjectId id : sent) {
      if (!(peeled(commits, id) instanceof RevCommit commit)) {
        return Set.of();
      }
      commits.markStart(commit);
    }
    for (ObjectId id : had) {
      try {
        if (peeled(commits, id) instanceof RevCommit commit) {
          commits.markUninteresting(commit);
        }
      } catch (MissingObjectException theirs) {
        // Only the remote has it.
      }
    }
    UnchangedFolders folders = new UnchangedFolders(commits);
    return folders.find() ? folders.same : Set.of();
  }

  private static RevObject peeled(RevWalk commits, ObjectId id) throws IOException {
    return commits.peel(commits.parseAny(id));
  }

  private boolean find() throws IOException {
    List<RevCommit> found = new ArrayList<>();
    for (RevCommit commit = commits.next(); commit != null; commit = commits.next()) {
      found.add(commit);
      if (commit.getParentCount() == 0 || found.size() > MOST_COMMITS) {
        return false;
      }
    }
    for (RevCommit commit : found) {
      compare(commit);
    }
    same.removeAll(changed);
    return true;
  }

  private void compare(RevCommit commit) throws IOException {
    try (TreeWalk walk = new TreeWalk(commits.getObjectReader())) {
      add(walk, commit);
      for (RevCommit parent : commit.getParents()) {
        add(walk, commits.parseCommit(parent));
      }
      while (walk.next()) {
        if (isSame(walk)) {
          if (FileMode.TREE.equals(walk.getRawMode(0))) {
            same.add(walk.getObjectId(0));
          }
        } else if (walk.isSubtree()) {
          for (int tree = 0; tree < walk.getTreeCount(); tree++) {
            changed.add(walk.getObjectId(tree));
          }
          walk.enterSubtree();
        }
      }
    }
  }

  private void add(TreeWalk walk, RevCommit commit) throws IOException {
    walk.addTree(commit.getTree());
    changed.add(commit.getTree().copy());
  }

  private static boolean isSame(TreeWalk walk) {
    for (int tree = 1; tree < walk.getTreeCount(); tree++) {
      if (walk.getRawMode(tree) != walk.getRawMode(0) || !walk.idEqual(tree, 0)) {
        return false;
      }
    }
    return true;
  }
}
