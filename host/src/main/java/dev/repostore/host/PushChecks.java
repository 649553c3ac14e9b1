package dev.repostore.host;

import java.io.IOException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What the objects of one push may look like: nothing that would harm who clones them ({@code .git}
 * in a path, however it is spelled; submodules that name options). Old histories are full of odd
 * names and dates, which harm nobody and are let through. One push's alone: not for several
 * threads.
 */
final class PushChecks {

  private final long fileLimit;
  private final SafeObjects checker = new SafeObjects();

  PushChecks(long fileLimit) {
    this.fileLimit = fileLimit;
  }

  /** The most bytes an object may have. */
  long fileLimit() {
    return fileLimit;
  }

  ObjectChecker checker() {
    return checker;
  }

  /** Refuses the push if this object is not as it should be. */
  void object(AnyObjectId id, int type, byte[] content) throws PushRefusal {
    try {
      checker.check(id, type, content);
    } catch (CorruptObjectException e) {
      throw refused(id, Constants.typeString(type), String.valueOf(e.getMessage()));
    }
  }

  /** Refuses the push if a {@code .gitmodules} it brings is a trap; after all objects. */
  void submodules(Incoming incoming) throws IOException {
    for (ObjectId id : checker.modules()) {
      if (incoming.contains(id) && incoming.type(id) == Constants.OBJ_BLOB) {
        try {
          Submodules.check(incoming.read(id, Constants.OBJ_BLOB));
        } catch (CorruptObjectException e) {
          throw refused(id, ".gitmodules", String.valueOf(e.getMessage()));
        }
      }
    }
  }

  private static PushRefusal refused(AnyObjectId id, String what, String why) {
    return new PushRefusal(Printable.of(what + " " + id.name() + " is refused: " + why));
  }
}
