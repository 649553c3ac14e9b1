package dev.repostore.git;

import java.io.IOException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** Moves HEAD, and with it the index and the files. */
final class Switching {

  private final LocalRepo local;
  private final Repository repository;

  Switching(LocalRepo local) {
    this.local = local;
    this.repository = local.repository();
  }

  void toBranch(String name) throws IOException {
    requireNoMerge();
    Ref branch = repository.exactRef(Branches.refOf(name));
    if (branch == null || branch.getObjectId() == null) {
      throw Revisions.unknown(name, "is no branch here; create it first");
    }
    try (RevWalk walk = new RevWalk(repository)) {
      String from = shown();
      files(walk.parseCommit(branch.getObjectId()), false);
      RefUpdate update = repository.updateRef(Constants.HEAD);
      update.setRefLogIdent(Identity.reflog(local));
      update.setRefLogMessage("checkout: moving from " + from + " to " + name, false);
      Refs.require(update.link(branch.getName()), Constants.HEAD);
    }
  }

  void detachedAt(String revision) throws IOException {
    requireNoMerge();
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit commit = Revisions.commit(repository, walk, revision);
      String from = shown();
      files(commit, false);
      RefUpdate update = repository.updateRef(Constants.HEAD, true);
      update.setNewObjectId(commit);
      update.setRefLogIdent(Identity.reflog(local));
      update.setRefLogMessage("checkout: moving from " + from + " to " + revision, false);
      Refs.require(update.forceUpdate(), Constants.HEAD);
    }
  }

  /** Takes the index and the files to a commit; HEAD stays. */
  void files(RevCommit commit, boolean force) throws IOException {
    local.files();
    DirCache index = repository.lockDirCache();
    try {
      DirCache target = TreeIndex.of(repository, commit.getTree());
      // A clone without a checkout has no index yet: nothing was deleted, all is to be written.
      DirCache before = repository.getIndexFile().exists() ? head() : DirCache.newInCore();
      new Transition(repository, index, before, target, force)
          .plan()
          .apply(NullProgressMonitor.INSTANCE);
    } finally {
      index.unlock();
    }
  }

  /** Gives up a merge that is under way: what is staged is the last commit again. */
  void abortMerge() throws IOException {
    if (!Merging.isUnderWay(repository)) {
      throw new RefRefusedException("There is no merge under way to abort.", Constants.HEAD);
    }
    local.files();
    DirCache index = repository.lockDirCache();
    try {
      DirCache head = head();
      new Transition(repository, index, head, head, Transition.Mode.UNSTAGE)
          .plan()
          .apply(NullProgressMonitor.INSTANCE);
      Merging.forget(repository);
    } finally {
      index.unlock();
    }
  }

  /** The tree of the last commit. */
  DirCache head() throws IOException {
    ObjectId head = repository.resolve(Constants.HEAD);
    try (RevWalk walk = new RevWalk(repository)) {
      return TreeIndex.of(
          repository, head == null ? null : walk.parseCommit(head).getTree());
    }
  }

  private void requireNoMerge() {
    if (Merging.isUnderWay(repository)) {
      throw new RefRefusedException(
          "HEAD was not moved: a merge is under way. Commit it or abort it first.", Constants.HEAD);
    }
  }

  private String shown() throws IOException {
    @Nullable String branch = StatusReport.branch(repository);
    ObjectId head = repository.resolve(Constants.HEAD);
    return branch != null ? branch : head == null ? "" : head.name();
  }
}
