package dev.repostore.git;

import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.transport.RemoteRefUpdate;

/**
 * The objects of a repository as a push sees them. JGit notes every file of every folder that the
 * remote has; here it finds nothing in those that no commit touches. As with Git
 * ({@code pack.useSparse}), a file from such a folder that was copied elsewhere is sent again.
 */
final class PushedObjects {

  /** Fewer are most often small; and a reader without this sends packed objects as they are. */
  private static final int WORTH_IT = 8;

  private final Collection<RemoteRefUpdate> updates;

  /** @param updates what is pushed, which know what the remote has once it was asked */
  PushedObjects(Collection<RemoteRefUpdate> updates) {
    this.updates = updates;
  }

  /** What reads them; {@code stored} itself if there is little to save. */
  ObjectReader seenThrough(ObjectReader stored) {
    try {
      Set<ObjectId> unchanged = UnchangedFolders.of(stored, updates);
      return unchanged.size() < WORTH_IT ? stored : new Sparse(stored, unchanged);
    } catch (IOException broken) {
      return stored; // JGit meets it too, if it matters
    }
  }

  /**
   * An unchanged folder is never sent. At most it is looked at as what another could be a
   * difference to, and nothing is one to a folder without entries.
   */
  private static final class Sparse extends ObjectReader.Filter {

    private static final byte[] NO_ENTRIES = {};

    private final ObjectReader stored;
    private final Set<ObjectId> unchanged;

    Sparse(ObjectReader stored, Set<ObjectId> unchanged) {
      this.stored = stored;
      this.unchanged = unchanged;
    }

    @Override
    protected ObjectReader delegate() {
      return stored;
    }

    @Override
    public ObjectLoader open(AnyObjectId id, int type) throws IOException {
      return type == Constants.OBJ_TREE && unchanged.contains(id)
          ? new ObjectLoader.SmallObject(type, NO_ENTRIES)
          : stored.open(id, type);
    }
  }
}
