package dev.repostore.host;

import java.io.IOException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.BitmapIndex;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdSubclassMap;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.BitmapWalker;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevObject;
import org.jspecify.annotations.Nullable;

/**
 * All objects that refs lead to: what a client may ask for. A repo's files hold others, too: what a
 * deleted branch left, or in a fork of the default branch alone, all other branches of its source.
 * Made of bitmaps where there are some; thread-safe.
 */
final class Reachable {

  private final BitmapIndex.@Nullable BitmapBuilder bits;
  private final ObjectIdSubclassMap<ObjectId> ids = new ObjectIdSubclassMap<>();

  private Reachable(BitmapIndex.@Nullable BitmapBuilder bits) {
    this.bits = bits;
  }

  static Reachable from(Repository repository, Iterable<ObjectId> tips) throws IOException {
    try (ObjectReader reader = repository.newObjectReader();
        ObjectWalk walk = new ObjectWalk(reader)) {
      walk.setRetainBody(false);
      BitmapIndex index = reader.getBitmapIndex();
      if (index != null) {
        BitmapWalker bitmaps = new BitmapWalker(walk, index, NullProgressMonitor.INSTANCE);
        return new Reachable(bitmaps.findObjects(tips, null, false));
      }
      Reachable reachable = new Reachable(null);
      reachable.walk(walk, tips);
      return reachable;
    }
  }

  private void walk(ObjectWalk walk, Iterable<ObjectId> tips) throws IOException {
    for (ObjectId tip : tips) {
      walk.markStart(walk.parseAny(tip));
    }
    for (RevObject object = walk.next(); object != null; object = walk.next()) {
      ids.addIfAbsent(object.copy());
    }
    for (RevObject object = walk.nextObject(); object != null; object = walk.nextObject()) {
      ids.addIfAbsent(object.copy());
    }
  }

  synchronized boolean contains(AnyObjectId id) {
    return bits == null ? ids.contains(id) : bits.contains(id);
  }
}
