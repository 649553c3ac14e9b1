package dev.repostore.host;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceiveCommand.Result;
import org.jspecify.annotations.Nullable;

/** Which of a push's ref changes may be made, given the refs there are. */
final class RefChanges {

  private static final int MOST_PART = 200;
  private static final int MOST_NAME = 1000;

  private final RepoRefs refs;
  private final boolean liveQuirks;
  private final Set<String> named = new HashSet<>();
  private final Set<String> removed = new HashSet<>();
  private final TreeSet<String> added = new TreeSet<>();

  RefChanges(RepoRefs refs, boolean liveQuirks) {
    this.refs = refs;
    this.liveQuirks = liveQuirks;
  }

  /** Rejects, with a reason, those that may not; the others stay as they are. */
  void judge(List<ReceiveCommand> commands) {
    for (ReceiveCommand command : commands) {
      if (command.getType() == ReceiveCommand.Type.DELETE) {
        removed.add(command.getRefName());
      }
    }
    for (ReceiveCommand command : commands) {
      String reason = objection(command);
      if (reason != null) {
        reject(command, reason);
      } else if (command.getType() != ReceiveCommand.Type.DELETE) {
        added.add(command.getRefName());
      }
    }
  }

  static void reject(ReceiveCommand command, String reason) {
    if (command.getResult() == Result.NOT_ATTEMPTED) {
      command.setResult(Result.REJECTED_OTHER_REASON, reason);
    }
  }

  private @Nullable String objection(ReceiveCommand command) {
    String name = command.getRefName();
    if (!named.add(name)) {
      return "multiple updates for one ref";
    }
    if (!name.startsWith(Constants.R_REFS) || !Repository.isValidRefName(name)) {
      return "funny refname";
    }
    if (command.getType() == ReceiveCommand.Type.CREATE && isTooLong(name)) {
      return "the name is too long: 200 bytes between slashes, 1,000 in all";
    }
    KnownRef now = refs.all().get(name);
    if (!command.getOldId().equals(now == null ? ObjectId.zeroId() : now.id())) {
      return "stale ref";
    }
    if (command.getType() == ReceiveCommand.Type.DELETE) {
      boolean kept = name.equals(refs.head()) && !liveQuirks;
      return kept ? "deletion of the default branch prohibited" : null;
    }
    return now == null ? conflict(name) : null;
  }

  /** Whether a file system may not take it, with what is put behind it while it is written. */
  private static boolean isTooLong(String name) {
    for (String part : name.split("/", -1)) {
      if (part.getBytes(StandardCharsets.UTF_8).length > MOST_PART) {
        return true;
      }
    }
    return name.getBytes(StandardCharsets.UTF_8).length > MOST_NAME;
  }

  /** A ref cannot be below another, as a file cannot be below a file. */
  private @Nullable String conflict(String name) {
    for (int slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
      String above = name.substring(0, slash);
      if (added.contains(above) || (refs.all().containsKey(above) && !removed.contains(above))) {
        return "conflicts with " + above;
      }
    }
    String from = name + "/";
    String to = name + "0";
    Set<String> below = new TreeSet<>(refs.all().subMap(from, to).keySet());
    below.removeAll(removed);
    below.addAll(added.subSet(from, to));
    return below.isEmpty() ? null : "conflicts with " + below.iterator().next();
  }
}
