package dev.repostore.host;

import java.io.IOException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;

/**
 * What a push may rely on of the objects a repo has. What its refs lead to is whole. Of the rest, a
 * part may have been cleared away; and in a fork the rest was never pushed to it, so that a push
 * could lead to its source's secrets by naming their hashes: there it counts as missing.
 */
final class KnownObjects {

  private final GitRepo repo;

  KnownObjects(GitRepo repo) {
    this.repo = repo;
  }

  /**
   * Whether all that this stored object leads to is there; if not, it has to be looked into.
   *
   * @throws MissingObjectException if the repo is not to have it
   */
  boolean isWhole(AnyObjectId id, int type) throws IOException {
    if (isShared()) {
      if (!isReached(id)) {
        throw new MissingObjectException(id.toObjectId(), type);
      }
      return true;
    }
    return type == Constants.OBJ_BLOB || repo.refs().tips().contains(id) || isReached(id);
  }

  /** Whether a push may consist of differences to this object. */
  boolean mayBeBase(AnyObjectId id) throws IOException {
    return !isShared() || isReached(id);
  }

  private boolean isShared() {
    return repo.row().source() != null;
  }

  private boolean isReached(AnyObjectId id) throws IOException {
    return repo.refs().reachable(repo.repository()).contains(id);
  }
}
