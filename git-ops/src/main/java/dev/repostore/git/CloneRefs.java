package dev.repostore.git;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.jspecify.annotations.Nullable;

/** Which refs of the remote a clone takes, and what they become in it. */
final class CloneRefs {

  private static final String TRACKING = Constants.R_REMOTES + "origin/";

  private final Clone request;
  private final Map<String, Ref> remote;
  private final @Nullable Ref start;

  CloneRefs(Clone request, Map<String, Ref> remote) {
    this.request = request;
    this.remote = new LinkedHashMap<>(remote);
    // Over HTTP none such is left, but there are other ways.
    this.remote
        .values()
        .removeIf(ref ->
            !RefName.isSound(ref.getName()) || !RefName.isSound(ref.getLeaf().getName()));
    this.start = find();
  }

  private @Nullable Ref find() {
    if (request.ref() != null) {
      Ref branch = remote.get(Constants.R_HEADS + request.ref());
      return branch != null ? branch : remote.get(Constants.R_TAGS + request.ref());
    }
    Ref head = remote.get(Constants.HEAD);
    if (head == null || head.getObjectId() == null) {
      return null;
    }
    return head.isSymbolic() ? head.getLeaf() : head;
  }

  /** What is checked out; empty if the repo has no commit there. */
  Optional<Ref> start() {
    return Optional.ofNullable(start);
  }

  /** The short name of the branch that is checked out; empty if none is. */
  Optional<String> branch() {
    return start()
        .map(Ref::getName)
        .filter(name -> name.startsWith(Constants.R_HEADS))
        .map(name -> name.substring(Constants.R_HEADS.length()));
  }

  /** What to fetch later on, as Git writes it. */
  String refSpec() {
    if (request.singleBranch() && start != null) {
      return branch()
          .map(name -> "+refs/heads/" + name + ":" + TRACKING + name)
          .orElse("+" + start.getName() + ":" + start.getName());
    }
    return "+refs/heads/*:" + TRACKING + "*";
  }

  /** The refs whose objects are asked for. */
  Collection<Ref> wanted() {
    List<Ref> wanted = new ArrayList<>();
    for (Ref ref : remote.values()) {
      if (ref.getObjectId() != null && (request.singleBranch() ? isStart(ref) : isTaken(ref))) {
        wanted.add(ref);
      }
    }
    if (start != null && wanted.isEmpty()) {
      wanted.add(start);
    }
    return wanted;
  }

  private boolean isStart(Ref ref) {
    return start != null && ref.getName().equals(start.getName());
  }

  private boolean isTaken(Ref ref) {
    String name = ref.getName();
    return isStart(ref)
        || name.startsWith(Constants.R_HEADS)
        || (request.tags() && name.startsWith(Constants.R_TAGS));
  }

  /** Writes them all at once; of the tags those whose objects came along. */
  void store(Repository repository) throws IOException {
    BatchRefUpdate batch = repository.getRefDatabase().newBatchUpdate();
    batch.setAllowNonFastForwards(true).disableRefLog();
    for (Ref ref : remote.values()) {
      String name = localName(ref);
      if (name != null && repository.getObjectDatabase().has(ref.getObjectId())) {
        batch.addCommand(new ReceiveCommand(ObjectId.zeroId(), ref.getObjectId(), name));
      }
    }
    try (RevWalk walk = new RevWalk(repository)) {
      batch.execute(walk, NullProgressMonitor.INSTANCE);
    }
    for (ReceiveCommand command : batch.getCommands()) {
      if (command.getResult() != ReceiveCommand.Result.OK) {
        throw new IOException(
            "the ref " + command.getRefName() + " cannot be written: " + command.getResult());
      }
    }
  }

  private @Nullable String localName(Ref ref) {
    boolean another =
        request.singleBranch() && !isStart(ref) && !ref.getName().startsWith(Constants.R_TAGS);
    if (ref.getObjectId() == null
        || !isTaken(ref)
        || another
        || ref.getName().equals(Constants.HEAD)) {
      return null;
    }
    if (request.bare() || !ref.getName().startsWith(Constants.R_HEADS)) {
      return ref.getName();
    }
    return TRACKING + ref.getName().substring(Constants.R_HEADS.length());
  }

  /** Sets {@code HEAD}, and the branch it is on; the commit there. */
  ObjectId pointHead(Repository repository, Ref from, URI url) throws IOException {
    ObjectId commit;
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit parsed = walk.parseCommit(from.getObjectId());
      commit = parsed.copy();
    }
    boolean onBranch = from.getName().startsWith(Constants.R_HEADS);
    if (onBranch) {
      Cloning.link(repository, Constants.HEAD, from.getName());
    }
    pointOriginHead(repository);
    if (!onBranch || !request.bare()) {
      RefUpdate head = repository.updateRef(Constants.HEAD, !onBranch);
      head.setNewObjectId(commit);
      head.setRefLogMessage("clone: from " + url, false);
      require(Constants.HEAD, head.forceUpdate());
    }
    return commit;
  }

  private void pointOriginHead(Repository repository) throws IOException {
    Ref head = remote.get(Constants.HEAD);
    if (!request.bare() && head != null && head.isSymbolic()) {
      String branch = head.getLeaf().getName();
      String tracking = TRACKING + branch.substring(Constants.R_HEADS.length());
      if (branch.startsWith(Constants.R_HEADS) && repository.exactRef(tracking) != null) {
        Cloning.link(repository, TRACKING + Constants.HEAD, tracking);
      }
    }
  }

  static void require(String name, RefUpdate.Result result) throws IOException {
    switch (result) {
      case NEW, FORCED, NO_CHANGE, FAST_FORWARD, RENAMED -> {}
      default -> throw new IOException("the ref " + name + " cannot be written: " + result);
    }
  }
}
