package dev.repostore.host;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * What an import takes of the refs a remote lists: all of them but those a host made for itself, or
 * one branch.
 */
final class RemoteRefs {

  /**
   * Made by hosts, not by people: pull and merge requests, reviews, pipelines. They bring objects
   * nobody chose to have, often more than all branches together.
   */
  private static final List<String> HOST_MADE = List.of(
      "refs/pull/",
      "refs/pull-requests/",
      "refs/merge-requests/",
      "refs/changes/",
      "refs/cache-automerge/",
      "refs/keep-around/",
      "refs/pipelines/",
      "refs/environments/");

  private final Map<String, Ref> wanted = new TreeMap<>();
  private final List<Ref> tags = new ArrayList<>();
  private final @Nullable Ref head;

  private RemoteRefs(Collection<Ref> listed) {
    this.head = listed.stream()
        .filter(ref -> ref.getName().equals(Constants.HEAD))
        .findFirst()
        .orElse(null);
  }

  /** Everything a clone of the repo should see. */
  static RemoteRefs all(Collection<Ref> listed) {
    RemoteRefs refs = new RemoteRefs(listed);
    for (Ref ref : listed) {
      String name = ref.getName();
      // The name becomes a path: one that Git would refuse must not get as far as that.
      if (name.startsWith(Constants.R_REFS)
          && Repository.isValidRefName(name)
          && HOST_MADE.stream().noneMatch(name::startsWith)
          && ref.getObjectId() != null) {
        refs.wanted.put(name, ref);
      }
    }
    return refs;
  }

  /** One branch, and those tags that turn out to be in its history; empty if there is no such. */
  static Optional<RemoteRefs> branch(Collection<Ref> listed, String branch) {
    RemoteRefs all = all(listed);
    Ref ref = all.wanted.get(Constants.R_HEADS + branch);
    if (ref == null) {
      return Optional.empty();
    }
    all.wanted.values().stream()
        .filter(other -> other.getName().startsWith(Constants.R_TAGS))
        .forEach(all.tags::add);
    all.wanted.clear();
    all.wanted.put(ref.getName(), ref);
    return Optional.of(all);
  }

  /** What to ask for. */
  Collection<Ref> wanted() {
    return wanted.values();
  }

  /** Tags to keep if what they name came along. */
  List<Ref> tags() {
    return tags;
  }

  /**
   * The branch the remote's HEAD is on; where the remote does not say, a branch with the same
   * commit; empty if there is none.
   */
  Optional<String> headBranch() {
    if (head == null) {
      return Optional.empty();
    }
    if (head.isSymbolic()) {
      return shortName(head.getTarget().getName());
    }
    ObjectId commit = head.getObjectId();
    return wanted.values().stream()
        .filter(ref -> ref.getName().startsWith(Constants.R_HEADS))
        .filter(ref -> commit != null && commit.equals(ref.getObjectId()))
        .findFirst()
        .flatMap(ref -> shortName(ref.getName()));
  }

  private static Optional<String> shortName(String name) {
    return name.startsWith(Constants.R_HEADS) && Repository.isValidRefName(name)
        ? Optional.of(name.substring(Constants.R_HEADS.length()))
        : Optional.empty();
  }
}
