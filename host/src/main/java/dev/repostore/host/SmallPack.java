package dev.repostore.host;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.pack.BinaryDelta;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.InflaterCache;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.util.NB;
import org.jspecify.annotations.Nullable;

/** Takes a pack apart in memory: what most pushes are. */
final class SmallPack {

  private static final int HEADER = 12;
  private static final int TRAILER = 20;
  private static final long MOST_BYTES = 32 << 20;

  private final byte[] pack;
  private final ObjectReader stored;
  private final Incoming.Bases bases;
  private final long fileLimit;
  private final ObjectInserter.Formatter hasher = new ObjectInserter.Formatter();
  private final Map<Integer, Entry> byOffset = new HashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private final Map<ObjectId, PushedObject> objects = new LinkedHashMap<>();
  private int at = HEADER;
  private long bytes;

  /** The pack is small, but what is in it is not. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1;
  }

  private static final class Entry {
    int type;
    byte[] data = {};

    @Nullable
    Entry base;

    @Nullable
    ObjectId baseId;

    @Nullable
    PushedObject object;
  }

  /**
   * @param stored finds what the pack has only differences to
   * @param bases which of those it may have differences to
   * @param fileLimit the most bytes an object may have
   */
  SmallPack(byte[] pack, ObjectReader stored, Incoming.Bases bases, long fileLimit) {
    this.pack = pack;
    this.stored = stored;
    this.bases = bases;
    this.fileLimit = fileLimit;
  }

  /** How many objects a pack has, by its header. */
  static int count(byte[] header) throws PushRefusal {
    if (header.length < HEADER
        || NB.decodeInt32(header, 0) != NB.decodeInt32(Constants.PACK_SIGNATURE, 0)
        || (NB.decodeInt32(header, 4) != 2 && NB.decodeInt32(header, 4) != 3)) {
      throw PushRefusal.corrupt("it does not begin like one");
    }
    int count = NB.decodeInt32(header, 8);
    return count < 0 ? Integer.MAX_VALUE : count;
  }

  /** The objects in the pack's order. */
  Map<ObjectId, PushedObject> objects() throws IOException {
    checkFrame();
    int count = count(pack);
    Inflater inflater = InflaterCache.get();
    try {
      for (int i = 0; i < count; i++) {
        readEntry(inflater);
      }
    } catch (IndexOutOfBoundsException | DataFormatException e) {
      throw PushRefusal.corrupt("object " + entries.size() + " of " + count);
    } finally {
      InflaterCache.release(inflater);
    }
    if (at != pack.length - TRAILER) {
      throw PushRefusal.corrupt("bytes after its last object");
    }
    resolveAll();
    return objects;
  }

  private void checkFrame() throws PushRefusal {
    int end = pack.length - TRAILER;
    if (end < HEADER) {
      throw PushRefusal.corrupt("it is cut off");
    }
    MessageDigest digest = Constants.newMessageDigest();
    digest.update(pack, 0, end);
    if (!MessageDigest.isEqual(digest.digest(), Arrays.copyOfRange(pack, end, pack.length))) {
      throw PushRefusal.corrupt("its checksum is wrong");
    }
  }

  private void readEntry(Inflater inflater) throws IOException, DataFormatException {
    Entry entry = new Entry();
    int start = at;
    int c = pack[at++];
    entry.type = (c >> 4) & 7;
    long size = c & 15;
    for (int shift = 4; (c & 0x80) != 0; shift += 7) {
      c = pack[at++];
      size |= (c & 0x7fL) << shift;
    }
    if (size < 0 || size > fileLimit) {
      throw PushRefusal.fileTooLarge(fileLimit);
    }
    if (entry.type == Constants.OBJ_OFS_DELTA) {
      entry.base = byOffset.get(start - offset());
      if (entry.base == null) {
        throw PushRefusal.corrupt("a difference to nothing");
      }
    } else if (entry.type == Constants.OBJ_REF_DELTA) {
      entry.baseId = ObjectId.fromRaw(pack, at);
      at += Constants.OBJECT_ID_LENGTH;
    } else if (entry.type < Constants.OBJ_COMMIT || entry.type > Constants.OBJ_TAG) {
      throw PushRefusal.corrupt("an object of type " + entry.type);
    }
    count(size);
    entry.data = inflate(inflater, (int) size);
    byOffset.put(start, entry);
    entries.add(entry);
  }

  private int offset() {
    int c = pack[at++] & 0xff;
    int offset = c & 0x7f;
    while ((c & 0x80) != 0) {
      c = pack[at++] & 0xff;
      offset = ((offset + 1) << 7) | (c & 0x7f);
    }
    return offset;
  }

  private byte[] inflate(Inflater inflater, int size) throws DataFormatException {
    byte[] data = new byte[size];
    inflater.reset();
    inflater.setInput(pack, at, pack.length - TRAILER - at);
    int done = 0;
    while (!inflater.finished()) {
      // One byte more than there should be, to see the end of the stream or that it goes on.
      byte[] into = done < size ? data : new byte[1];
      int n = inflater.inflate(into, done < size ? done : 0, done < size ? size - done : 1);
      done += n;
      if (done > size || (n == 0 && !inflater.finished())) {
        throw new DataFormatException("wrong size");
      }
    }
    if (done != size) {
      throw new DataFormatException("wrong size");
    }
    at += (int) inflater.getBytesRead();
    return data;
  }

  private void count(long more) throws TooLarge {
    bytes += more;
    if (bytes > MOST_BYTES) {
      throw new TooLarge();
    }
  }

  private void resolveAll() throws IOException {
    List<Entry> left = new ArrayList<>(entries);
    while (!left.isEmpty()) {
      int before = left.size();
      List<Entry> waiting = new ArrayList<>();
      for (Entry entry : left) {
        if (!resolve(entry)) {
          waiting.add(entry);
        }
      }
      if (waiting.size() == before) {
        throw PushRefusal.noBase();
      }
      left = waiting;
    }
  }

  /** False if what it is a difference to is not known yet. */
  private boolean resolve(Entry entry) throws IOException {
    if (entry.type <= Constants.OBJ_TAG) {
      finish(entry, entry.type, entry.data);
      return true;
    }
    PushedObject base = entry.base != null ? entry.base.object : base(entry.baseId);
    if (base != null) {
      finish(entry, base.type(), applied(base.content(), entry.data));
    }
    return base != null;
  }

  private @Nullable PushedObject base(@Nullable ObjectId id) throws IOException {
    PushedObject pushed = objects.get(id);
    if (pushed != null || id == null || !bases.allow(id)) {
      return pushed;
    }
    try {
      ObjectLoader loader = stored.open(id);
      return new PushedObject(id, loader.getType(), loader.getCachedBytes());
    } catch (MissingObjectException laterPerhaps) {
      return null;
    }
  }

  private byte[] applied(byte[] base, byte[] delta) throws IOException {
    try {
      long size = BinaryDelta.getResultSize(delta);
      if (size < 0 || size > fileLimit) {
        throw PushRefusal.fileTooLarge(fileLimit);
      }
      count(size);
      return BinaryDelta.apply(base, delta);
    } catch (RuntimeException e) {
      throw PushRefusal.corrupt("a difference that does not fit");
    }
  }

  private void finish(Entry entry, int type, byte[] content) {
    PushedObject object = new PushedObject(hasher.idFor(type, content), type, content);
    entry.object = object;
    objects.put(object.id(), object);
  }
}
