package dev.repostore.git;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.transport.PackLock;
import org.eclipse.jgit.transport.PackParser;
import org.jspecify.annotations.Nullable;

/**
 * Takes in a small pack as Git does: its objects are written one by one, and are there once all of
 * them are known to be sound and whole. A pack and its index would have to be synced to the disk,
 * and with many small packs each look for an object takes long. A pack of long objects is left to
 * JGit, which keeps it.
 */
final class SmallIntake extends MemoryPackParser {

  /** How many bytes a pack may have. */
  static final int MOST_PACKED = 1 << 20;

  /** Of deltas, and of what is inflated to be looked at. */
  private static final long MOST_INFLATED = 16 << 20;

  /** As Git has it. */
  private static final int FEWEST_KEPT = 100;

  /** What is written must be there before what refers to it. */
  private static final List<Integer> ORDER =
      List.of(Constants.OBJ_BLOB, Constants.OBJ_TREE, Constants.OBJ_COMMIT, Constants.OBJ_TAG);

  /** Makes JGit's parser. */
  interface Fallback {
    PackParser of(InputStream in) throws IOException;
  }

  private static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private final BoundedObjects objects;
  private final OtherThread other;
  private final WritingAhead written;
  private final byte[] pack;
  private final Fallback fallback;
  private final List<ArrivedObject> arrived = new ArrayList<>();
  private @Nullable ObjectChecker checker;
  private long inflated;

  /** @param pack all of it */
  static SmallIntake of(
      BoundedObjects objects, LooseInserter inserter, byte[] pack, Fallback fallback) {
    return new SmallIntake(objects, new OtherThread(), inserter, pack, fallback);
  }

  private SmallIntake(
      BoundedObjects objects,
      OtherThread other,
      LooseInserter inserter,
      byte[] pack,
      Fallback fallback) {
    super(new BasesAhead(objects, other), pack);
    this.objects = objects;
    this.other = other;
    this.written = new WritingAhead(inserter, other);
    this.pack = pack;
    this.fallback = fallback;
  }

  /** From how many objects on a pack is kept as one. */
  static int fewestKept(Config config) {
    int usual = config.getInt("transfer", "unpackLimit", FEWEST_KEPT);
    int limit = config.getInt("fetch", "unpackLimit", usual);
    return limit >= 0 ? limit : usual >= 0 ? usual : FEWEST_KEPT;
  }

  @Override
  public void setObjectChecker(@Nullable ObjectChecker checker) {
    super.setObjectChecker(checker);
    this.checker = checker;
  }

  @Override
  public @Nullable PackLock parse(
      @Nullable ProgressMonitor receiving, @Nullable ProgressMonitor resolving) throws IOException {
    try (written;
        other) {
      super.parse(receiving, resolving);
      objects.take(arrived, this::name);
      return null;
    } catch (TooLongException tooLong) {
      PackParser other = fallback.of(new ByteArrayInputStream(pack));
      other.setAllowThin(isAllowThin());
      other.setObjectChecker(checker);
      other.setLockMessage(getLockMessage());
      return other.parse(receiving, resolving);
    }
  }

  private void name() throws IOException {
    List<ArrivedObject> inOrder = new ArrayList<>(arrived);
    Collections.reverse(inOrder); // a pack has a folder before those in it
    inOrder.sort(Comparator.comparingInt(object -> ORDER.indexOf(object.type())));
    written.name(inOrder);
  }

  @Override
  void announced(long size) throws IOException {
    inflated += size;
    if (inflated > MOST_INFLATED) {
      throw new TooLongException();
    }
  }

  @Override
  void arrived(ArrivedObject object) {
    arrived.add(object);
    written.add(object);
  }
}
