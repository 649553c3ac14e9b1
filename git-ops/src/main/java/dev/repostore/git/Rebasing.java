package dev.repostore.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;

/**
 * Makes a branch's own commits again on top of others. It is all done before anything is changed: a
 * conflict leaves the branch and the files as they were.
 */
final class Rebasing {

  private final LocalRepo local;
  private final Repository repository;
  private final Merge request;

  Rebasing(LocalRepo local, Merge request) {
    this.local = local;
    this.repository = local.repository();
    this.request = request;
  }

  Merged onto(RevCommit ours, RevCommit theirs) throws IOException {
    DirCache index = repository.lockDirCache();
    try (ObjectInserter inserter = repository.newObjectInserter();
        RevWalk walk = new RevWalk(inserter.newReader())) {
      MergeWork.requireNothingStaged(repository, ours, index);
      PersonIdent committer = MergeWork.committer(local, request.committer());
      RevCommit top = walk.parseCommit(theirs);
      for (RevCommit own : own(walk, ours, theirs)) {
        top = again(walk, inserter, own, top, committer);
      }
      inserter.flush();
      DirCache before = TreeIndex.of(repository, ours.getTree());
      DirCache after = TreeIndex.of(repository, top.getTree());
      new Transition(repository, index, before, after, false)
          .plan()
          .apply(NullProgressMonitor.INSTANCE);
      repository.writeOrigHead(ours);
      Refs.moveHead(local, top, ours, committer, "rebase: onto " + theirs.name());
      return new Merged(Merged.Outcome.REBASED, top.name());
    } finally {
      index.unlock();
    }
  }

  /** What only we have, oldest first, without merges. */
  private static List<RevCommit> own(RevWalk walk, RevCommit ours, RevCommit theirs)
      throws IOException {
    walk.sort(RevSort.TOPO);
    walk.sort(RevSort.REVERSE, true);
    walk.setRevFilter(RevFilter.NO_MERGES);
    walk.markStart(walk.parseCommit(ours));
    walk.markUninteresting(walk.parseCommit(theirs));
    List<RevCommit> own = new ArrayList<>();
    for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
      walk.parseBody(commit);
      own.add(commit);
    }
    return own;
  }

  private RevCommit again(
      RevWalk walk, ObjectInserter inserter, RevCommit own, RevCommit top, PersonIdent committer)
      throws IOException {
    ThreeWay merge = new ThreeWay(repository, inserter);
    ObjectId base = Constants.EMPTY_TREE_ID;
    if (own.getParentCount() > 0) {
      base = walk.parseCommit(own.getParent(0)).getTree();
    } else {
      inserter.insert(Constants.OBJ_TREE, new byte[0]);
    }
    merge.setBase(base);
    if (!merge.merge(top, own)) {
      throw conflict(own, merge.conflicts());
    }
    ObjectId tree = merge.getResultTreeId();
    boolean empty = tree.equals(top.getTree());
    if (empty && !base.equals(own.getTree())) {
      // The other side has the same change already.
      return top;
    }
    CommitBuilder made = new CommitBuilder();
    made.setTreeId(tree);
    made.setParentId(top);
    made.setAuthor(own.getAuthorIdent());
    made.setCommitter(committer);
    made.setMessage(own.getFullMessage());
    return walk.parseCommit(inserter.insert(made));
  }

  private MergeConflictException conflict(RevCommit own, List<String> conflicts) {
    return new MergeConflictException(
        "Rebasing onto '" + request.revision() + "' came to commit "
            + own.abbreviate(7).name()
            + " ('" + own.getShortMessage() + "'), which has a conflict in "
            + Shown.list(conflicts) + ". Nothing was changed; merge instead, and resolve it there.",
        conflicts);
  }
}
