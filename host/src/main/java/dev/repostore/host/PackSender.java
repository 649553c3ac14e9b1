package dev.repostore.host;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.transport.SideBandOutputStream;

/**
 * Sends a selection of a pack's objects as a pack, by copying ranges of the file. A difference is
 * rewritten only if what it is to has moved nearer, or is not sent at all. The whole pack is sent
 * as it is, its checksum included.
 */
final class PackSender implements AutoCloseable {

  private final PackSelection selection;
  private final PackLayout layout;
  private final ObjectReader reader;
  private final FileChannel file;
  private final PackWindow window;

  PackSender(PackSelection selection, ObjectReader reader) throws IOException {
    this.selection = selection;
    this.layout = selection.layout();
    this.reader = reader;
    this.file = FileChannel.open(layout.file(), StandardOpenOption.READ);
    this.window = new PackWindow(file);
  }

  /** Sends the pack in the band of data. */
  void send(GitOutput to) throws IOException {
    if (selection.isWholePack()) {
      BandedFile.send(file, to);
      return;
    }
    OutputStream band =
        new SideBandOutputStream(SideBandOutputStream.CH_DATA, SideBandOutputStream.MAX_BUF, to);
    sendParts(band);
    band.flush();
  }

  private void sendParts(OutputStream to) throws IOException {
    HashedOutput out = new HashedOutput(to);
    out.header(selection.count());
    Moves moves = new Moves();
    Range range = new Range(out);
    BitSet bits = selection.bits();
    for (int rank = bits.nextSetBit(0); rank >= 0; rank = bits.nextSetBit(rank + 1)) {
      send(rank, range, moves, out);
    }
    range.flush();
    for (ObjectId other : selection.others()) {
      whole(other, out);
    }
    out.trailer();
  }

  private void send(int rank, Range range, Moves moves, HashedOutput out) throws IOException {
    long start = layout.offset(rank);
    long end = layout.end(rank);
    if (start != range.end) {
      range.flush();
      range.begin(start);
    }
    moves.add(start, out.count() + (start - range.start) - start);
    window.readEntry(start);
    switch (window.type()) {
      case Constants.OBJ_OFS_DELTA -> {
        long base = start - window.baseDistance();
        int baseRank = layout.rankOf(base);
        if (baseRank < 0 || !selection.bits().get(baseRank)) {
          instead(rank, range, end, out);
        } else if (moves.of(base) != moves.of(start)) {
          range.flush();
          long distance = out.count() - (base + moves.of(base));
          out.deltaHeader(window, distance);
          window.copy(window.dataStart(), end, out);
          range.begin(end);
        } else {
          range.end = end;
        }
      }
      case Constants.OBJ_REF_DELTA -> {
        int baseRank = layout.rank(window.baseId());
        if (baseRank < 0 || !selection.bits().get(baseRank)) {
          instead(rank, range, end, out);
        } else {
          range.end = end;
        }
      }
      default -> range.end = end;
    }
  }

  private void instead(int rank, Range range, long end, HashedOutput out) throws IOException {
    range.flush();
    whole(layout.id(rank), out);
    range.begin(end);
  }

  private void whole(ObjectId id, HashedOutput out) throws IOException {
    ObjectLoader object = reader.open(id);
    out.entryHeader(object.getType(), object.getSize());
    Deflater deflater = new Deflater();
    try {
      DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater, 8192);
      object.copyTo(deflated);
      deflated.finish();
    } finally {
      deflater.end();
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** Bytes of the file that are to be copied as they are. */
  private final class Range {
    private final HashedOutput out;
    private long start;
    private long end = -1;

    Range(HashedOutput out) {
      this.out = out;
    }

    void begin(long at) {
      start = at;
      end = at;
    }

    void flush() throws IOException {
      if (end > start) {
        window.copy(start, end, out);
      }
      start = end;
    }
  }

  /** By how much objects have moved: for each stretch of the file, from its first byte. */
  private static final class Moves {
    private long[] starts = new long[64];
    private long[] shifts = new long[64];
    private int count;

    void add(long start, long shift) {
      if (count > 0 && shifts[count - 1] == shift) {
        return;
      }
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, count * 2);
        shifts = Arrays.copyOf(shifts, count * 2);
      }
      starts[count] = start;
      shifts[count++] = shift;
    }

    long of(long offset) {
      int found = Arrays.binarySearch(starts, 0, count, offset);
      return shifts[found >= 0 ? found : -found - 2];
    }
  }
}
