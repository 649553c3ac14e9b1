package dev.repostore.git;

import dev.repostore.Commit;
import dev.repostore.InvalidRequestException;
import dev.repostore.Person;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.jspecify.annotations.Nullable;

/** Makes commits on branches of a remote, without a clone: all of them or none. */
final class RemoteCommitting {

  private final Operation operation;
  private final Repository scratch;
  private final RemoteObjects remote;
  private final Clock clock;

  /** What one request builds on: {@code seen} by the caller, {@code head} is there. */
  private record Base(
      @Nullable ObjectId seen,
      @Nullable ObjectId head,
      @Nullable ObjectId start) {}

  RemoteCommitting(Operation operation, Repository scratch, Clock clock) {
    this.operation = operation;
    this.scratch = scratch;
    this.remote = new RemoteObjects(operation, scratch);
    this.clock = clock;
  }

  /** @throws HeadMovedException if a branch is not where it was expected, and cannot be retried */
  List<Commit> commit(List<CommitFiles> requests) throws IOException {
    int retries = requireTogether(requests);
    if (requests.isEmpty()) {
      return List.of();
    }
    List<@Nullable ObjectId> seen = new ArrayList<>();
    for (int attempt = 0; ; attempt++) {
      List<Base> bases = bases(requests, seen, attempt);
      List<RemoteRefUpdate> updates = new ArrayList<>();
      List<Commit> commits = new ArrayList<>();
      for (int i = 0; i < requests.size(); i++) {
        RevCommit made = make(requests.get(i), bases.get(i));
        commits.add(Commits.of(made));
        updates.add(update(requests.get(i), made, bases.get(i).head()));
      }
      PushReport report = new Pushing(operation, scratch)
          .send(requests.size() > 1 ? Push.of().atomically() : Push.of(), updates);
      if (report.good()) {
        return commits;
      }
      requireOnlyStale(report);
      if (attempt >= retries) {
        throw moved(requests, bases);
      }
    }
  }

  /** How often to try again; of two commits on one branch the push would lose one. */
  private static int requireTogether(List<CommitFiles> requests) {
    Set<String> branches = new HashSet<>();
    int retries = requests.isEmpty() ? 0 : requests.get(0).retries();
    for (CommitFiles request : requests) {
      if (!branches.add(request.branch())) {
        throw new InvalidRequestException(
            "branch",
            "The branch '" + request.branch() + "' is there twice. One push makes one commit on a"
                + " branch: put all changes into that, or push twice.");
      }
      if (request.retries() != retries) {
        throw new InvalidRequestException(
            "retries",
            "The branches '" + requests.get(0).branch() + "' and '" + request.branch()
                + "' are to be tried again " + retries + " and " + request.retries()
                + " times. One push makes all commits again, or none: give all the same.");
      }
    }
    return retries;
  }

  private RemoteRefUpdate update(CommitFiles request, ObjectId made, @Nullable ObjectId head)
      throws IOException {
    return new RemoteRefUpdate(
        scratch,
        made.name(),
        made,
        Constants.R_HEADS + request.branch(),
        false,
        null,
        head == null ? ObjectId.zeroId() : head);
  }

  private void requireOnlyStale(PushReport report) {
    boolean other = report.rejected().stream()
        .anyMatch(ref -> ref.status() != PushStatus.STALE
            && ref.status() != PushStatus.NON_FAST_FORWARD
            && ref.status() != PushStatus.NOT_ATTEMPTED);
    boolean stale =
        report.rejected().stream().anyMatch(ref -> ref.status() != PushStatus.NOT_ATTEMPTED);
    if (other || !stale) {
      throw new PushRejectedException(operation.shown(), report);
    }
  }

  /** Who was too late is told where the branch is now. */
  private RuntimeException moved(List<CommitFiles> requests, List<Base> bases) throws IOException {
    Map<String, Ref> refs = remote.commits(names(requests), 1, known -> List.of());
    for (int i = 0; i < requests.size(); i++) {
      String branch = requests.get(i).branch();
      Ref now = refs.get(Constants.R_HEADS + branch);
      ObjectId head = now == null ? null : now.getObjectId();
      ObjectId before = bases.get(i).head();
      if (before == null ? head != null : !before.equals(head)) {
        return new HeadMovedException(branch, name(before), name(head));
      }
    }
    return new RemoteUnavailableException(
        "The commit was not made: the remote " + operation.shown()
            + " was busy with the same branch. Try again.",
        null);
  }

  private static @Nullable String name(@Nullable ObjectId id) {
    return id == null ? null : id.name();
  }

  private static Set<String> names(List<CommitFiles> requests) {
    Set<String> names = new LinkedHashSet<>();
    for (CommitFiles request : requests) {
      names.add(request.branch());
      if (request.from() != null) {
        names.add(request.from());
      }
    }
    return names;
  }

  /** Fetches what the commits build on; {@code seen} is filled by the first attempt. */
  private List<Base> bases(List<CommitFiles> requests, List<@Nullable ObjectId> seen, int attempt)
      throws IOException {
    List<Base> bases = new ArrayList<>();
    remote.commits(names(requests), 1, refs -> {
      Set<ObjectId> wanted = new LinkedHashSet<>();
      for (int i = 0; i < requests.size(); i++) {
        Base base = base(requests.get(i), refs, attempt == 0 ? null : seen.get(i), attempt);
        if (attempt == 0) {
          seen.add(base.seen());
        }
        bases.add(base);
        for (ObjectId id : new ObjectId[] {base.seen(), base.start()}) {
          if (id != null && !has(id)) {
            wanted.add(id);
          }
        }
      }
      return wanted;
    });
    for (int i = 0; i < requests.size(); i++) {
      requireFree(requests.get(i), bases.get(i));
    }
    return bases;
  }

  private boolean has(ObjectId id) {
    try {
      return scratch.getObjectDatabase().has(id);
    } catch (IOException unreadable) {
      return false;
    }
  }

  private Base base(
      CommitFiles request, Map<String, Ref> refs, @Nullable ObjectId seenBefore, int attempt) {
    Ref branch = refs.get(Constants.R_HEADS + request.branch());
    ObjectId head = branch == null ? null : branch.getObjectId();
    ObjectId expected =
        request.expectedHead() == null ? head : ObjectId.fromString(request.expectedHead());
    ObjectId seen = attempt > 0 ? seenBefore : expected;
    if (seen != null && seen.equals(ObjectId.zeroId())) {
      seen = null;
    }
    boolean same = seen == null ? head == null : seen.equals(head);
    if (!same && (request.retries() == 0 || seen == null || head == null)) {
      throw new HeadMovedException(request.branch(), name(seen), name(head));
    }
    ObjectId start = head == null ? RemoteObjects.resolve(refs, request.from()) : head;
    if (start == null && request.from() != null) {
      throw new RevisionNotFoundException(
          "The branch '" + request.branch() + "' cannot start at '" + request.from()
              + "': there is no such branch, tag or commit.",
          request.from());
    }
    return new Base(seen, head, start);
  }

  /** What somebody else has pushed meanwhile must not touch the same paths. */
  private void requireFree(CommitFiles request, Base base) throws IOException {
    ObjectId seen = base.seen();
    ObjectId head = base.head();
    if (seen == null || head == null || seen.equals(head)) {
      return;
    }
    FileList before = FileList.of(scratch, tree(seen));
    FileList after = FileList.of(scratch, tree(head));
    for (FileChange change : request.changes()) {
      for (String path : change.paths()) {
        if (!before.same(after, path)) {
          throw new HeadMovedException(request.branch(), seen.name(), head.name());
        }
      }
    }
  }

  private ObjectId tree(ObjectId commit) throws IOException {
    try (RevWalk walk = new RevWalk(scratch)) {
      return walk.parseCommit(commit).getTree().copy();
    }
  }

  private RevCommit make(CommitFiles request, Base base) throws IOException {
    ObjectId start = base.start();
    ObjectId before = start == null ? null : tree(start);
    try (ObjectInserter inserter = scratch.newObjectInserter();
        RevWalk walk = new RevWalk(scratch)) {
      FileList files = FileList.of(scratch, before);
      for (FileChange change : request.changes()) {
        operation.check();
        files.apply(change, inserter);
      }
      ObjectId tree = files.write(inserter);
      if (tree.equals(before == null ? Constants.EMPTY_TREE_ID : before) && base.head() != null) {
        throw new NothingToCommitException(
            "The changes leave all files as they are; no commit was made.", null);
      }
      Instant now = clock.instant();
      Person committer = Identity.required(request.committer());
      Person author = request.author() == null ? committer : request.author();
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(tree);
      if (start != null) {
        commit.setParentId(walk.parseCommit(start));
      }
      commit.setAuthor(Identity.recorded("author", author, now));
      commit.setCommitter(Identity.recorded("committer", committer, now));
      commit.setMessage(Message.of(request.message(), request.trailers()));
      inserter.insert(commit);
      inserter.flush();
      return RevCommit.parse(walk, commit.build());
    }
  }
}
