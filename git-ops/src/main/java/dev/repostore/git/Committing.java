package dev.repostore.git;

import dev.repostore.Commit;
import dev.repostore.Person;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** Makes a commit of the index. */
final class Committing {

  private final LocalRepo local;
  private final Repository repository;

  Committing(LocalRepo local) {
    this.local = local;
    this.repository = local.repository();
  }

  Commit commit(CreateCommit request) throws IOException {
    local.files();
    DirCache index = repository.lockDirCache();
    try (RevWalk walk = new RevWalk(repository);
        ObjectInserter inserter = repository.newObjectInserter()) {
      requireResolved(index);
      ObjectId tip = repository.resolve(Constants.HEAD);
      RevCommit head = tip == null ? null : walk.parseCommit(tip);
      List<ObjectId> merged = Merging.heads(repository);
      requireNoMerge(request, merged);
      ObjectId tree = index.writeTree(inserter);
      requireChange(request, head, merged, tree);
      CommitBuilder made = new CommitBuilder();
      made.setTreeId(tree);
      made.setParentIds(parents(request, head, merged));
      String message = sign(made, request, amended(request, head));
      ObjectId id = inserter.insert(made);
      inserter.flush();
      Refs.moveHead(local, id, tip, made.getCommitter(), reflog(request, head, merged, message));
      Merging.forget(repository);
      return Commits.of(walk.parseCommit(id));
    } finally {
      index.unlock();
    }
  }

  private static void requireResolved(DirCache index) {
    if (index.hasUnmergedPaths()) {
      List<String> paths = Merging.conflicts(index);
      throw new MergeConflictException(
          "There are conflicts that are not resolved: " + Shown.list(paths)
              + ". Edit and stage those files, or abort the merge.",
          paths);
    }
  }

  /** The other side of the merge would be lost, and its changes taken for the commit's own. */
  private static void requireNoMerge(CreateCommit request, List<ObjectId> merged) {
    if (request.amend() && !merged.isEmpty()) {
      throw new MergeConflictException(
          "Nothing was committed: a merge has begun, and amending would drop it. Commit the merge"
              + " without amending, or abort it.",
          List.of());
    }
  }

  private static void requireChange(
      CreateCommit request, @Nullable RevCommit head, List<ObjectId> merged, ObjectId tree) {
    ObjectId before = head == null ? Constants.EMPTY_TREE_ID : head.getTree();
    if (!request.allowEmpty() && merged.isEmpty() && !request.amend() && before.equals(tree)) {
      throw new NothingToCommitException(
          "Nothing is staged that the last commit does not have. Stage files first, or allow an empty"
              + " commit.",
          null);
    }
  }

  private static @Nullable RevCommit amended(CreateCommit request, @Nullable RevCommit head) {
    if (request.amend() && head == null) {
      throw new RevisionNotFoundException(
          "There is no commit to amend yet. Make one without amending.", Constants.HEAD);
    }
    return request.amend() ? head : null;
  }

  private static List<ObjectId> parents(
      CreateCommit request, @Nullable RevCommit head, List<ObjectId> merged) {
    List<ObjectId> parents = new ArrayList<>();
    if (head != null) {
      parents.addAll(request.amend() ? List.of(head.getParents()) : List.of(head));
    }
    parents.addAll(merged);
    return parents;
  }

  /** Says who and why; returns the message. */
  private String sign(CommitBuilder made, CreateCommit request, @Nullable RevCommit amended)
      throws IOException {
    Instant now = local.clock().instant();
    Person committer =
        Identity.of(request.committer(), repository, "CreateCommit.withCommitter(person)");
    made.setCommitter(Identity.recorded("committer", committer, now));
    made.setAuthor(author(request, amended, committer, now));
    String message = request.message();
    if (message == null && amended != null) {
      message = amended.getFullMessage();
    }
    String text = Message.of(message == null ? "" : message, request.trailers());
    made.setMessage(text);
    return text;
  }

  private static PersonIdent author(
      CreateCommit request, @Nullable RevCommit amended, Person committer, Instant now) {
    PersonIdent before = amended == null ? null : amended.getAuthorIdent();
    Instant when = request.authoredAt();
    if (before != null && request.author() == null) {
      return when == null ? before : new PersonIdent(before, when);
    }
    Person author = request.author() == null ? committer : request.author();
    Instant kept = before == null ? now : before.getWhenAsInstant();
    return Identity.recorded("author", author, when == null ? kept : when);
  }

  private static String reflog(
      CreateCommit request, @Nullable RevCommit head, List<ObjectId> merged, String message) {
    String kind = "";
    if (request.amend()) {
      kind = " (amend)";
    } else if (head == null) {
      kind = " (initial)";
    } else if (!merged.isEmpty()) {
      kind = " (merge)";
    }
    return "commit" + kind + ": " + message.lines().findFirst().orElse("");
  }
}
