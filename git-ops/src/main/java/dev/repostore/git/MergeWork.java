package dev.repostore.git;

import dev.repostore.Person;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.jspecify.annotations.Nullable;

/** Brings commits into the branch HEAD is on. */
final class MergeWork {

  private final LocalRepo local;
  private final Repository repository;
  private final Merge request;

  MergeWork(LocalRepo local, Merge request) {
    this.local = local;
    this.repository = local.repository();
    this.request = request;
  }

  Merged run() throws IOException {
    local.files();
    if (Merging.isUnderWay(repository)) {
      throw new RefRefusedException(
          "Nothing was merged: a merge is under way. Commit it or abort it first.",
          request.revision());
    }
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit theirs = Revisions.commit(repository, walk, request.revision());
      ObjectId tip = repository.resolve(Constants.HEAD);
      if (tip == null) {
        return forward(null, theirs);
      }
      RevCommit ours = walk.parseCommit(tip);
      return switch (outcome(walk, ours, theirs)) {
        case UP_TO_DATE -> new Merged(Merged.Outcome.UP_TO_DATE, ours.name());
        case FAST_FORWARD -> forward(ours, theirs);
        case REBASED -> new Rebasing(local, request).onto(ours, theirs);
        case MERGED, CONFLICTS -> merge(ours, theirs);
      };
    }
  }

  MergePreview preview() throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit theirs = Revisions.commit(repository, walk, request.revision());
      ObjectId tip = repository.resolve(Constants.HEAD);
      RevCommit ours = tip == null ? null : walk.parseCommit(tip);
      Merged.Outcome outcome =
          ours == null ? Merged.Outcome.FAST_FORWARD : outcome(walk, ours, theirs);
      if (ours == null || outcome == Merged.Outcome.FAST_FORWARD) {
        DirCache after = TreeIndex.of(repository, theirs.getTree());
        return new MergePreview(outcome, StatusReport.staged(repository, ours, after), List.of());
      }
      if (outcome == Merged.Outcome.UP_TO_DATE) {
        return new MergePreview(outcome, List.of(), List.of());
      }
      MemoryInserter memory = new MemoryInserter(repository);
      ThreeWay merge = new ThreeWay(repository, memory);
      merge.merge(ours, theirs);
      return new MergePreview(
          outcome, StatusReport.staged(repository, ours, merge.index()), merge.conflicts());
    }
  }

  private Merged.Outcome outcome(RevWalk walk, RevCommit ours, RevCommit theirs)
      throws IOException {
    if (walk.isMergedInto(theirs, ours)) {
      return Merged.Outcome.UP_TO_DATE;
    }
    boolean forward = walk.isMergedInto(ours, theirs);
    if (forward && request.how() != Merge.How.ALWAYS_COMMIT) {
      return Merged.Outcome.FAST_FORWARD;
    }
    if (request.how() == Merge.How.FAST_FORWARD_ONLY) {
      throw new RefRefusedException(
          "The branch was not moved to '" + request.revision()
              + "': both have commits of their own. Ask for a merge or a rebase.",
          request.revision());
    }
    requireRelated(walk, ours, theirs);
    return request.how() == Merge.How.REBASE ? Merged.Outcome.REBASED : Merged.Outcome.MERGED;
  }

  private void requireRelated(RevWalk walk, RevCommit ours, RevCommit theirs) throws IOException {
    walk.reset();
    walk.setRevFilter(RevFilter.MERGE_BASE);
    walk.markStart(List.of(ours, theirs));
    RevCommit base = walk.next();
    walk.reset();
    walk.setRevFilter(RevFilter.ALL);
    if (base == null) {
      throw new RefRefusedException(
          "Nothing was merged: '" + request.revision()
              + "' has no commit in common with HEAD. Is it another repository's? A shallow clone"
              + " must fetch more of the history first.",
          request.revision());
    }
  }

  private Merged forward(@Nullable RevCommit ours, RevCommit theirs) throws IOException {
    new Switching(local).files(theirs, false);
    if (ours != null) {
      repository.writeOrigHead(ours);
    }
    Refs.moveHead(
        local,
        theirs,
        ours,
        Identity.reflog(local),
        "merge " + request.revision() + ": Fast-forward");
    return new Merged(Merged.Outcome.FAST_FORWARD, theirs.name());
  }

  private Merged merge(RevCommit ours, RevCommit theirs) throws IOException {
    DirCache index = repository.lockDirCache();
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      requireNothingStaged(repository, ours, index);
      PersonIdent committer = committer(local, request.committer());
      ThreeWay merge = new ThreeWay(repository, inserter);
      boolean clean = merge.merge(ours, theirs);
      requireNoFolderForFile(merge);
      DirCache after = merge.files(inserter, "HEAD", request.revision());
      inserter.flush();
      Transition transition = new Transition(
              repository, index, TreeIndex.of(repository, ours.getTree()), after, false)
          .plan();
      String message = message(request.message());
      if (!clean) {
        stop(ours, theirs, merge, transition, message);
      }
      ObjectId id = commit(inserter, merge.getResultTreeId(), ours, theirs, committer, message);
      transition.apply(NullProgressMonitor.INSTANCE);
      repository.writeOrigHead(ours);
      String how = "merge " + request.revision() + ": Merge made by the 'recursive' strategy.";
      Refs.moveHead(local, id, ours, committer, how);
      return new Merged(Merged.Outcome.MERGED, id.name());
    } finally {
      index.unlock();
    }
  }

  private static ObjectId commit(
      ObjectInserter inserter,
      ObjectId tree,
      RevCommit ours,
      RevCommit theirs,
      PersonIdent committer,
      String message)
      throws IOException {
    CommitBuilder made = new CommitBuilder();
    made.setTreeId(tree);
    made.setParentIds(ours, theirs);
    made.setAuthor(committer);
    made.setCommitter(committer);
    made.setMessage(message);
    ObjectId id = inserter.insert(made);
    inserter.flush();
    return id;
  }

  /** Leaves the working copy in the middle of a merge, as Git does. */
  private void stop(
      RevCommit ours, RevCommit theirs, ThreeWay merge, Transition transition, String message)
      throws IOException {
    Map<String, List<DirCacheEntry>> sides = merge.sides();
    transition.applyWith(sides, NullProgressMonitor.INSTANCE);
    repository.writeOrigHead(ours);
    repository.writeMergeHeads(List.of(theirs));
    List<String> conflicts = merge.conflicts();
    repository.writeMergeCommitMsg(
        message + "\n# Conflicts:\n#\t" + String.join("\n#\t", conflicts) + "\n");
    throw new MergeConflictException(
        "Merging '" + request.revision() + "' stopped: both sides changed " + Shown.list(conflicts)
            + ". The files have both sides in them; edit, stage and commit them, or abort the merge.",
        conflicts);
  }

  private static void requireNoFolderForFile(ThreeWay merge) {
    List<String> clashes = new ArrayList<>();
    DirCache index = merge.index();
    for (String path : merge.conflicts()) {
      if (index.findEntry(path) < 0
          || index.getEntriesWithin(path).length > 0
          || index.getEntry(path).getFileMode().getObjectType() == Constants.OBJ_BAD) {
        clashes.add(path);
      }
    }
    if (!clashes.isEmpty()) {
      throw new MergeConflictException(
          "Nothing was merged: " + Shown.list(clashes)
              + " is a file on one side and a folder on the other. Rename one of them first.",
          clashes);
    }
  }

  static void requireNothingStaged(Repository repository, RevCommit head, DirCache index)
      throws IOException {
    List<String> staged = StatusReport.staged(repository, head, index).stream()
        .map(PathChange::path)
        .toList();
    if (!staged.isEmpty()) {
      throw new UncommittedChangesException(
          "Changes are staged that are in no commit, in " + Shown.list(staged)
              + ". Commit or unstage them first.",
          staged);
    }
  }

  static PersonIdent committer(LocalRepo local, @Nullable Person asked) throws IOException {
    Person committer = Identity.of(
        asked,
        local.repository(),
        "Merge.withCommitter(person), or of a pull Pull.withCommitter(person)");
    return Identity.recorded("committer", committer, local.clock().instant());
  }

  private String message(@Nullable String asked) throws IOException {
    if (asked != null) {
      return Message.of(asked, List.of());
    }
    String from = request.revision();
    String kind = "commit";
    if (repository.exactRef(Constants.R_HEADS + from) != null) {
      kind = "branch";
    } else if (repository.exactRef(Constants.R_REMOTES + from) != null) {
      kind = "remote-tracking branch";
    } else if (repository.exactRef(Constants.R_TAGS + from) != null) {
      kind = "tag";
    }
    String branch = StatusReport.branch(repository);
    boolean named = branch != null && !branch.equals("main") && !branch.equals("master");
    return "Merge " + kind + " '" + from + "'" + (named ? " into " + branch : "") + "\n";
  }
}
