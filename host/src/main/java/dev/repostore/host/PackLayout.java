package dev.repostore.host;

import com.googlecode.javaewah.EWAHCompressedBitmap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.jgit.internal.storage.file.BitmapIndexImpl;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.internal.storage.file.Pack;
import org.eclipse.jgit.internal.storage.file.PackBitmapIndex;
import org.eclipse.jgit.internal.storage.file.PackIndex;
import org.eclipse.jgit.internal.storage.file.PackReverseIndexFactory;
import org.eclipse.jgit.internal.storage.pack.PackExt;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.BitmapIndex;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Where the objects of a pack with bitmaps begin, in the order of the bits, and which of them are
 * files. Twelve bytes an object; immutable.
 */
final class PackLayout {

  private static final int TRAILER = 20;

  private final Pack pack;
  private final PackIndex index;
  private final long[] offsets;
  private final int[] nth;
  private final long end;
  private final PackBitmapIndex bitmaps;

  private PackLayout(Pack pack) throws IOException {
    this.pack = pack;
    this.index = pack.getIndex();
    this.bitmaps = PackBitmapIndex.open(
        bitmaps(pack).toFile(), index, PackReverseIndexFactory.computeFromIndex(index));
    this.end = Files.size(file()) - TRAILER;
    int count = Math.toIntExact(index.getObjectCount());
    long[] byName = new long[count];
    for (int i = 0; i < count; i++) {
      byName[i] = index.getOffset(i);
    }
    this.offsets = byName.clone();
    Arrays.sort(offsets);
    this.nth = new int[count];
    for (int i = 0; i < count; i++) {
      nth[rankOf(byName[i])] = i;
    }
  }

  /** The layout of the repository's pack with bitmaps; empty unless there is exactly one. */
  static Optional<PackLayout> of(ObjectDirectory objects, @Nullable PackLayout known)
      throws IOException {
    Pack found = null;
    for (Pack pack : objects.getPacks()) {
      if (known != null && known.pack == pack) {
        return Optional.of(known);
      }
      if (bitmaps(pack).toFile().exists()) {
        if (found != null) {
          return Optional.empty();
        }
        found = pack;
      }
    }
    return found == null ? Optional.empty() : Optional.of(new PackLayout(found));
  }

  /**
   * What a walk finds objects with, as bits of this very pack. A repository's own might be of the
   * main pack before or after this one: both are there for a while.
   */
  BitmapIndex bitmaps() {
    return new BitmapIndexImpl(bitmaps);
  }

  private static Path bitmaps(Pack pack) {
    return pack.getPackFile().create(PackExt.BITMAP_INDEX).toPath();
  }

  /** The pack's file. */
  Path file() {
    return pack.getPackFile().toPath();
  }

  int count() {
    return offsets.length;
  }

  /** Those of some bits that are of a type. */
  EWAHCompressedBitmap ofType(EWAHCompressedBitmap bits, int type) {
    return bitmaps.ofObjectType(bits, type);
  }

  /** Where the object of a bit begins. */
  long offset(int rank) {
    return offsets[rank];
  }

  /** Where it ends. */
  long end(int rank) {
    return rank + 1 < offsets.length ? offsets[rank + 1] : end;
  }

  ObjectId id(int rank) {
    return index.getObjectId(nth[rank]);
  }

  /** The bit of an object; negative if it is not in this pack. */
  int rank(AnyObjectId id) {
    long offset = index.findOffset(id);
    return offset < 0 ? -1 : rankOf(offset);
  }

  /** The bit of the object that begins there; negative if none does. */
  int rankOf(long offset) {
    return Arrays.binarySearch(offsets, offset);
  }
}
