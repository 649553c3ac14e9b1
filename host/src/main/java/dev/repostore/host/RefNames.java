package dev.repostore.host;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/** What a reader may call a commit by: which names count, and in which order they are tried. */
enum RefNames {
  /**
   * {@code HEAD}, a full ref, a full hash, then as Git does except that a branch goes before a tag
   * of the same name.
   */
  STRICT,
  /** As the live service: a full hash, a short branch or a short tag; nothing else is known. */
  LIVE;

  /** The object {@code name} stands for, not peeled; {@code null} is the default branch. */
  Optional<ObjectId> resolve(Repository repo, @Nullable String name) throws IOException {
    if (name == null) {
      return find(repo, Constants.HEAD);
    }
    if (ObjectId.isId(name)) {
      return Optional.of(ObjectId.fromString(name));
    }
    for (String ref : candidates(name)) {
      Optional<ObjectId> found = find(repo, ref);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private List<String> candidates(String name) {
    if (this == STRICT && (name.equals(Constants.HEAD) || name.startsWith(Constants.R_REFS))) {
      return List.of(name);
    }
    List<String> shortNames = List.of(Constants.R_HEADS + name, Constants.R_TAGS + name);
    return this == LIVE
        ? shortNames
        : List.of(shortNames.get(0), shortNames.get(1), Constants.R_REFS + name);
  }

  private static Optional<ObjectId> find(Repository repo, String ref) throws IOException {
    // A ref is a file: a name Git itself would refuse must not reach the file system ("refs/../…").
    if (!ref.equals(Constants.HEAD) && !Repository.isValidRefName(ref)) {
      return Optional.empty();
    }
    Ref found = repo.getRefDatabase().exactRef(ref);
    return found == null ? Optional.empty() : Optional.ofNullable(found.getObjectId());
  }
}
