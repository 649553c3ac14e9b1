package dev.repostore.host;

import com.googlecode.javaewah.EWAHCompressedBitmap;
import com.googlecode.javaewah.IntIterator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.BitmapIndex;
import org.eclipse.jgit.lib.BitmapObject;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.BitmapWalker;
import org.eclipse.jgit.revwalk.ObjectWalk;

/**
 * The objects a clone is to get: bits of the pack with bitmaps, and those that are elsewhere. Found
 * by bitmaps even if blobs or trees are left out, for which JGit visits every object.
 *
 * @param bits the objects in the pack
 * @param others the rest
 */
record PackSelection(PackLayout layout, BitSet bits, List<ObjectId> others) {

  /** Beyond so many objects outside of the pack JGit does better, as it reuses their deltas. */
  private static final int MOST_OTHERS = 5000;

  /** Empty if this is not a clone that bitmaps answer. */
  static Optional<PackSelection> of(
      GitRepo repo, FetchRequest request, ObjectReader reader, PackLayout layout)
      throws IOException {
    BitmapIndex.BitmapBuilder found;
    try (ObjectWalk walk = new ObjectWalk(reader)) {
      BitmapWalker walker = new BitmapWalker(walk, layout.bitmaps(), NullProgressMonitor.INSTANCE);
      found = walker.findObjects(request.wants(), null, false);
    }
    if (request.options().contains("include-tag")) {
      addTags(repo.refs(), found);
    }
    return new Choice(layout, request).of(found);
  }

  private static void addTags(RepoRefs refs, BitmapIndex.BitmapBuilder found) {
    for (KnownRef ref : refs.all().values()) {
      if (ref.peeled() != null && found.contains(ref.peeled())) {
        found.addObject(ref.id(), Constants.OBJ_TAG);
      }
    }
  }

  /** Whether it is all of the pack, and nothing else. */
  boolean isWholePack() {
    return others.isEmpty() && bits.cardinality() == layout.count();
  }

  int count() {
    return bits.cardinality() + others.size();
  }

  /** What the filter lets through. */
  private record Choice(PackLayout layout, FetchRequest request) {

    Optional<PackSelection> of(BitmapIndex.BitmapBuilder found) {
      BitSet chosen = inPack(filtered(found.retrieveCompressed()));
      for (ObjectId want : request.wants()) {
        int rank = layout.rank(want);
        if (rank >= 0) {
          chosen.set(rank);
        }
      }
      List<ObjectId> others = others(found);
      return others.size() > MOST_OTHERS
          ? Optional.empty()
          : Optional.of(new PackSelection(layout, chosen, others));
    }

    private List<ObjectId> others(BitmapIndex.BitmapBuilder found) {
      Set<AnyObjectId> wants = new HashSet<>(request.wants());
      List<ObjectId> others = new ArrayList<>();
      // Objects outside of the pack come first; the first one inside ends them.
      for (BitmapObject object : found) {
        if (layout.rank(object.getObjectId()) >= 0 || others.size() > MOST_OTHERS) {
          break;
        }
        if (isLetThrough(object.getType()) || wants.contains(object.getObjectId())) {
          others.add(object.getObjectId().copy());
        }
      }
      return others;
    }

    private BitSet inPack(EWAHCompressedBitmap compressed) {
      BitSet bits = new BitSet(layout.count());
      for (IntIterator ranks = compressed.intIterator(); ranks.hasNext(); ) {
        int rank = ranks.next();
        if (rank >= layout.count()) {
          break;
        }
        bits.set(rank);
      }
      return bits;
    }

    private EWAHCompressedBitmap filtered(EWAHCompressedBitmap all) {
      EWAHCompressedBitmap chosen = all;
      if (!isLetThrough(Constants.OBJ_BLOB)) {
        chosen = chosen.andNot(layout.ofType(all, Constants.OBJ_BLOB));
      }
      return isLetThrough(Constants.OBJ_TREE)
          ? chosen
          : chosen.andNot(layout.ofType(all, Constants.OBJ_TREE));
    }

    private boolean isLetThrough(int type) {
      boolean content = type == Constants.OBJ_TREE || type == Constants.OBJ_BLOB;
      return request.filter().allowsType(type)
          && !(content && request.filter().getTreeDepthLimit() == 0);
    }
  }
}
