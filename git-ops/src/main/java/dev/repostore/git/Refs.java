package dev.repostore.git;

import java.io.File;
import java.io.IOException;
import org.eclipse.jgit.errors.LockFailedException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/** Says what became of a ref that was to be moved. */
final class Refs {

  private Refs() {}

  /** Moves the branch HEAD is on, or HEAD itself, if nobody else did meanwhile. */
  static void moveHead(
      LocalRepo local, ObjectId to, @Nullable ObjectId from, PersonIdent who, String reflog)
      throws IOException {
    RefUpdate update = local.repository().updateRef(Constants.HEAD);
    update.setNewObjectId(to);
    update.setExpectedOldObjectId(from == null ? ObjectId.zeroId() : from);
    update.setRefLogIdent(who);
    update.setRefLogMessage(reflog, false);
    RefUpdate.Result result = update.forceUpdate();
    if (result == RefUpdate.Result.LOCK_FAILURE) {
      requireUnlocked(local.repository(), Constants.HEAD);
      requireUnlocked(local.repository(), update.getRef().getLeaf().getName());
    }
    require(result, Constants.HEAD);
  }

  private static void requireUnlocked(Repository repository, String ref) throws IOException {
    File file = new File(repository.getDirectory(), ref);
    if (new File(file.getPath() + ".lock").exists()) {
      throw new LockFailedException(file);
    }
  }

  static void require(RefUpdate.Result result, String ref) throws IOException {
    switch (result) {
      case NEW, FORCED, FAST_FORWARD, NO_CHANGE, RENAMED -> {}
      case LOCK_FAILURE ->
        throw new RefRefusedException(
            "The ref '" + ref + "' was moved by somebody else meanwhile. Look at it and try again.",
            ref);
      default -> throw new IOException("the ref '" + ref + "' was not moved: " + result);
    }
  }
}
