package dev.repostore.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.errors.StoredObjectRepresentationNotAvailableException;
import org.eclipse.jgit.internal.storage.pack.CachedPack;
import org.eclipse.jgit.internal.storage.pack.ObjectReuseAsIs;
import org.eclipse.jgit.internal.storage.pack.ObjectToPack;
import org.eclipse.jgit.internal.storage.pack.PackOutputStream;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.AsyncObjectLoaderQueue;
import org.eclipse.jgit.lib.BitmapIndex.BitmapBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.transport.RemoteRefUpdate;

/**
 * The objects of a repository as a push sees them. JGit notes every file of every folder that the
 * remote has; here it finds nothing in those that no commit touches. As with Git
 * ({@code pack.useSparse}), a file from such a folder that was copied elsewhere is sent again.
 */
final class PushedObjects extends ObjectReader.Filter implements ObjectReuseAsIs {

  private static final byte[] NO_ENTRIES = {};

  /** Each is read here and once more by JGit; of more that takes longer than it saves. */
  private static final int MOST_HAD = 1_000;

  private final ObjectReader stored;
  private final ObjectReuseAsIs packed;
  private final Collection<RemoteRefUpdate> updates;
  private boolean asked;
  private Set<ObjectId> unchanged = Set.of();

  private PushedObjects(
      ObjectReader stored, ObjectReuseAsIs packed, Collection<RemoteRefUpdate> updates) {
    this.stored = stored;
    this.packed = packed;
    this.updates = updates;
  }

  /** @param updates what is pushed */
  static ObjectReader of(ObjectReader stored, Collection<RemoteRefUpdate> updates) {
    return stored instanceof ObjectReuseAsIs packed
        ? new PushedObjects(stored, packed, updates)
        : stored;
  }

  @Override
  protected ObjectReader delegate() {
    return stored;
  }

  /**
   * JGit begins with all that is to be sent and all that the remote has: nobody else knows that.
   */
  @Override
  public <T extends ObjectId> AsyncObjectLoaderQueue<T> open(
      Iterable<T> ids, boolean reportMissing) {
    if (!asked) {
      asked = true;
      look(ids);
    }
    return stored.open(ids, reportMissing);
  }

  private void look(Iterable<? extends ObjectId> ids) {
    Set<ObjectId> fresh = new HashSet<>();
    updates.forEach(update -> fresh.add(update.getNewObjectId()));
    List<ObjectId> sent = new ArrayList<>();
    List<ObjectId> had = new ArrayList<>();
    for (ObjectId id : ids) {
      // What is both is among them twice.
      (fresh.remove(id) ? sent : had).add(id);
    }
    if (had.size() > MOST_HAD) {
      return;
    }
    try {
      unchanged = UnchangedFolders.of(stored, sent, had);
    } catch (IOException broken) {
      unchanged = Set.of(); // JGit meets it too, if it matters
    }
  }

  /**
   * An unchanged folder is never sent. At most it is looked at as what another could be a
   * difference to, and nothing is one to a folder without entries.
   */
  @Override
  public ObjectLoader open(AnyObjectId id, int type) throws IOException {
    return type == Constants.OBJ_TREE && unchanged.contains(id)
        ? new ObjectLoader.SmallObject(type, NO_ENTRIES)
        : stored.open(id, type);
  }

  // Packed objects are sent as they are.

  @Override
  public ObjectToPack newObjectToPack(AnyObjectId id, int type) {
    return packed.newObjectToPack(id, type);
  }

  @Override
  public void selectObjectRepresentation(
      PackWriter packer, ProgressMonitor monitor, Iterable<ObjectToPack> objects)
      throws IOException {
    packed.selectObjectRepresentation(packer, monitor, objects);
  }

  @Override
  public void writeObjects(PackOutputStream out, List<ObjectToPack> objects) throws IOException {
    packed.writeObjects(out, objects);
  }

  @Override
  public void copyObjectAsIs(PackOutputStream out, ObjectToPack object, boolean validate)
      throws IOException, StoredObjectRepresentationNotAvailableException {
    packed.copyObjectAsIs(out, object, validate);
  }

  @Override
  public void copyPackAsIs(PackOutputStream out, CachedPack pack) throws IOException {
    packed.copyPackAsIs(out, pack);
  }

  @Override
  public Collection<CachedPack> getCachedPacksAndUpdate(BitmapBuilder needed) throws IOException {
    return packed.getCachedPacksAndUpdate(needed);
  }
}
