package dev.repostore.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.PackedObjectInfo;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a pack by their places in it, and which are deltas of which. Filled by one thread;
 * then each entry belongs to the thread that resolves it. Grows with what came, not with what was
 * announced.
 */
final class PackEntries {

  static final int NONE = -1;

  private static final int FIRST = 1 << 10;

  private long[] starts = new long[FIRST];
  private int[] checks = new int[FIRST];
  private @Nullable PackedObjectInfo[] objects = new PackedObjectInfo[FIRST];
  private int[] children = new int[FIRST];
  private int[] siblings = new int[FIRST];
  private final BitSet whole = new BitSet();
  private final ConcurrentMap<ObjectId, List<Integer>> byName = new ConcurrentHashMap<>();
  private int count;
  private int deltas;

  int count() {
    return count;
  }

  /** How many of them are deltas. */
  int deltas() {
    return deltas;
  }

  private int add(long start) {
    if (count == starts.length - 1) {
      int more = count * 2;
      starts = Arrays.copyOf(starts, more);
      checks = Arrays.copyOf(checks, more);
      objects = Arrays.copyOf(objects, more);
      children = Arrays.copyOf(children, more);
      siblings = Arrays.copyOf(siblings, more);
    }
    starts[count] = start;
    children[count] = NONE;
    siblings[count] = NONE;
    return count++;
  }

  /** An object that stands for itself. */
  void addWhole(long start, int check, PackedObjectInfo object) {
    int entry = add(start);
    checks[entry] = check;
    object.setOffset(start);
    object.setCRC(check);
    objects[entry] = object;
    whole.set(entry);
  }

  /** A delta of the object at an earlier place. */
  void addDelta(long start, int check, long base) throws IOException {
    int of = Arrays.binarySearch(starts, 0, count, base);
    if (of < 0) {
      throw new IOException("a delta in the pack builds on what is no object");
    }
    int entry = add(start);
    checks[entry] = check;
    siblings[entry] = children[of];
    children[of] = entry;
    deltas++;
  }

  /** A delta of the object of this name, wherever that is. */
  void addDelta(long start, int check, ObjectId base) {
    int entry = add(start);
    checks[entry] = check;
    byName.computeIfAbsent(base, name -> new ArrayList<>()).add(entry);
    deltas++;
  }

  /** Ends the last entry. */
  void end(long at) {
    starts[count] = at;
  }

  long start(int entry) {
    return starts[entry];
  }

  long end(int entry) {
    return starts[entry + 1];
  }

  int check(int entry) {
    return checks[entry];
  }

  /** The object of an entry that stands for itself; null if it is a delta. */
  @Nullable
  PackedObjectInfo whole(int entry) {
    return whole.get(entry) ? objects[entry] : null;
  }

  /** Says what a delta came to. */
  void resolve(int entry, AnyObjectId name, int type) {
    PackedObjectInfo object = new PackedObjectInfo(name);
    object.setOffset(starts[entry]);
    object.setCRC(checks[entry]);
    object.setType(type);
    objects[entry] = object;
  }

  /** The first delta of an object whose name is known by now; each is handed out once. */
  int firstDelta(int entry) {
    PackedObjectInfo object = objects[entry];
    List<Integer> named = byName.isEmpty() || object == null ? null : byName.remove(object.copy());
    if (named != null) {
      for (int delta : named) {
        siblings[delta] = children[entry];
        children[entry] = delta;
      }
    }
    return children[entry];
  }

  /** The next delta of the same object. */
  int nextDelta(int entry) {
    return siblings[entry];
  }

  /** All objects, by name. */
  List<PackedObjectInfo> sorted() {
    List<PackedObjectInfo> all = new ArrayList<>(count);
    for (int entry = 0; entry < count; entry++) {
      PackedObjectInfo object = objects[entry];
      if (object != null) {
        all.add(object);
      }
    }
    all.sort(null);
    return all;
  }
}
