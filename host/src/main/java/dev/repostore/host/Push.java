package dev.repostore.host;

import dev.repostore.StoreUnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceiveCommand.Result;
import org.jspecify.annotations.Nullable;

/** One push whose objects have been received: they are checked, then they and its refs count. */
final class Push {

  private final GitRepo repo;
  private final List<ReceiveCommand> commands;
  private final boolean atomic;
  private final boolean shallow;
  private final boolean liveQuirks;
  private @Nullable StoreUnavailableException unrecorded;

  Push(GitRepo repo, PushRequest request, boolean liveQuirks) {
    this.repo = repo;
    this.commands = request.commands();
    this.atomic = request.uses("atomic") && !liveQuirks;
    this.shallow = request.shallow();
    this.liveQuirks = liveQuirks;
  }

  /** Whether all that its refs lead to is there; if not, they are rejected. */
  boolean isConnected(Incoming incoming, KnownObjects known) throws IOException {
    try (ObjectReader stored = repo.repository().newObjectReader()) {
      Connectivity connectivity = new Connectivity(incoming, stored, known);
      for (ReceiveCommand command : commands) {
        if (command.getType() != ReceiveCommand.Type.DELETE) {
          int type = connectivity.check(command.getNewId());
          if (type != Constants.OBJ_COMMIT && command.getRefName().startsWith(Constants.R_HEADS)) {
            RefChanges.reject(command, "a branch is a commit, not a " + Constants.typeString(type));
          }
        }
      }
      return true;
    } catch (MissingObjectException | IncorrectObjectTypeException missing) {
      String reason = shallow ? "shallow update not allowed" : "missing necessary objects";
      commands.forEach(command -> RefChanges.reject(command, reason));
      return false;
    }
  }

  /** Makes the changes that may be made; {@code incoming} is null if the push has no objects. */
  void change(@Nullable Incoming incoming) throws IOException {
    List<ReceiveCommand> possible = judged(repo.refs());
    if (possible.isEmpty()) {
      return;
    }
    // Objects that no ref leads to yet are in nobody's way: this needs no lock.
    long bytes = incoming == null ? 0 : incoming.publish();
    RefWriter writer = new RefWriter(repo.repository());
    repo.live().change(repo.repository(), possible, now -> {
      List<ReceiveCommand> still = judged(now);
      if (!still.isEmpty()) {
        writer.apply(still, atomic);
      }
      return with(Result.OK);
    });
    List<ReceiveCommand> done = with(Result.OK);
    if (!done.isEmpty()) {
      writer.sync(done);
      try {
        repo.host().pushed(repo.row(), bytes);
      } catch (StoreUnavailableException failed) {
        unrecorded = failed;
      }
    }
  }

  /**
   * Why the time of the push was not written down, if it was not. The push is done all the same:
   * its refs are on the disk, and to say otherwise would be wrong.
   */
  Optional<StoreUnavailableException> unrecorded() {
    return Optional.ofNullable(unrecorded);
  }

  /** The changes that may be made to these refs. */
  private List<ReceiveCommand> judged(RepoRefs refs) {
    new RefChanges(refs, liveQuirks).judge(with(Result.NOT_ATTEMPTED));
    List<ReceiveCommand> possible = with(Result.NOT_ATTEMPTED);
    if (atomic && possible.size() < commands.size()) {
      commands.forEach(command -> RefChanges.reject(command, "atomic push failed"));
      return List.of();
    }
    possible.sort(Comparator.comparing(command -> command.getType() != ReceiveCommand.Type.DELETE));
    return possible;
  }

  private List<ReceiveCommand> with(Result result) {
    List<ReceiveCommand> found = new ArrayList<>();
    for (ReceiveCommand command : commands) {
      if (command.getResult() == result) {
        found.add(command);
      }
    }
    return found;
  }
}
