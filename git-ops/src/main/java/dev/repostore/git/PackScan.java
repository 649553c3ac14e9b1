package dev.repostore.git;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.text.MessageFormat;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.internal.JGitText;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.MutableObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.PackedObjectInfo;
import org.eclipse.jgit.util.NB;
import org.jspecify.annotations.Nullable;

/**
 * Reads a pack as it arrives, in bounded memory: stores it, finds its entries, and names the
 * objects that are no deltas. For one thread.
 */
final class PackScan implements AutoCloseable {

  private static final int HASH_BYTES = Constants.OBJECT_ID_LENGTH;

  private final InputStream in;
  private final FileChannel out;
  private final ObjectHash hash;
  private final PackEntries entries;
  private final Links links;
  private final MessageDigest digest = Constants.newMessageDigest();
  private final CRC32 check = new CRC32();
  private final Inflater inflater = new Inflater();
  private final MutableObjectId name = new MutableObjectId();
  private final byte[] buffer = new byte[1 << 16];
  private final byte[] content = new byte[1 << 16];
  private long stored;
  private int at;
  private int filled;

  PackScan(InputStream in, FileChannel out, ObjectHash hash, PackEntries entries, Links links) {
    this.in = in;
    this.out = out;
    this.hash = hash;
    this.entries = entries;
    this.links = links;
  }

  /** How many objects the pack is said to have. */
  long header() throws IOException {
    byte[] header = take(Constants.PACK_SIGNATURE.length + 8);
    for (int i = 0; i < Constants.PACK_SIGNATURE.length; i++) {
      if (header[i] != Constants.PACK_SIGNATURE[i]) {
        throw new IOException(JGitText.get().notAPACKFile);
      }
    }
    long version = NB.decodeUInt32(header, 4);
    if (version != 2 && version != 3) {
      throw new IOException(MessageFormat.format(JGitText.get().unsupportedPackVersion, version));
    }
    return NB.decodeUInt32(header, 8);
  }

  /** Reads one entry. */
  void entry() throws IOException {
    long start = stored + at;
    check.reset();
    int c = readChecked();
    int type = (c >> 4) & 7;
    long size = c & 15;
    for (int shift = 4; (c & 0x80) != 0; shift += 7) {
      c = readChecked();
      size += (long) (c & 0x7f) << shift;
    }
    switch (type) {
      case Constants.OBJ_COMMIT, Constants.OBJ_TREE, Constants.OBJ_BLOB, Constants.OBJ_TAG -> {
        byte[] kept = Links.areIn(type) ? new byte[bounded(type, size)] : null;
        hash.begin(type, size);
        inflate(size, true, kept);
        hash.end(name);
        if (kept != null) {
          links.add(name, type, kept);
        }
        PackedObjectInfo object = new PackedObjectInfo(name);
        object.setType(type);
        object.setFullSize(size);
        entries.addWhole(start, value(), object);
      }
      case Constants.OBJ_OFS_DELTA -> {
        long base = start - distance();
        inflate(size, false, null);
        entries.addDelta(start, value(), base);
      }
      case Constants.OBJ_REF_DELTA -> {
        byte[] base = take(HASH_BYTES);
        check.update(base);
        inflate(size, false, null);
        entries.addDelta(start, value(), ObjectId.fromRaw(base));
      }
      default ->
        throw new CorruptObjectException(
            MessageFormat.format(JGitText.get().unknownObjectType, type));
    }
  }

  private int value() {
    return (int) check.getValue();
  }

  private long distance() throws IOException {
    int c = readChecked();
    long distance = c & 0x7f;
    while ((c & 0x80) != 0) {
      c = readChecked();
      distance = ((distance + 1) << 7) + (c & 0x7f);
    }
    return distance;
  }

  private static int bounded(int type, long size) throws IOException {
    if (size > Links.LONGEST) {
      throw Links.tooLong(type, size);
    }
    return (int) size;
  }

  /** @param kept gets what there is in the entry; null if nobody wants that */
  private void inflate(long size, boolean hashed, byte @Nullable [] kept) throws IOException {
    inflater.reset();
    long done = 0;
    try {
      while (!inflater.finished()) {
        if (inflater.needsInput()) {
          need(1);
          inflater.setInput(buffer, at, filled - at);
        }
        int n = inflater.inflate(content);
        if (done + n > size || inflater.needsDictionary()) {
          throw new CorruptObjectException(JGitText.get().packfileCorruptionDetected);
        }
        if (hashed) {
          hash.update(content, 0, n);
        }
        if (kept != null) {
          System.arraycopy(content, 0, kept, (int) done, n);
        }
        done += n;
        int used = filled - at - inflater.getRemaining();
        check.update(buffer, at, used);
        at += used;
      }
    } catch (DataFormatException damaged) {
      throw new CorruptObjectException(JGitText.get().packfileCorruptionDetected, damaged);
    }
    if (done != size) {
      throw new CorruptObjectException(JGitText.get().packfileCorruptionDetected);
    }
  }

  /** Reads the end; what was stored is the whole pack then. Its hash. */
  byte[] footer() throws IOException {
    entries.end(stored + at);
    store();
    byte[] found = digest.digest();
    need(HASH_BYTES);
    byte[] told = take(HASH_BYTES);
    if (!MessageDigest.isEqual(found, told)) {
      throw new CorruptObjectException(JGitText.get().corruptObjectPackfileChecksumIncorrect);
    }
    if (at < filled || in.read() >= 0) {
      throw new CorruptObjectException("there is more after the end of the pack");
    }
    store();
    return told;
  }

  private int readChecked() throws IOException {
    need(1);
    int c = buffer[at++] & 0xff;
    check.update(c);
    return c;
  }

  private byte[] take(int length) throws IOException {
    need(length);
    byte[] taken = new byte[length];
    System.arraycopy(buffer, at, taken, 0, length);
    at += length;
    return taken;
  }

  private void need(int bytes) throws IOException {
    if (filled - at >= bytes) {
      return;
    }
    store();
    while (filled < bytes) {
      int n = in.read(buffer, filled, buffer.length - filled);
      if (n < 0) {
        throw new EOFException(JGitText.get().packfileIsTruncatedNoParam);
      }
      filled += n;
    }
  }

  /** Writes what was read, and makes room. */
  private void store() throws IOException {
    digest.update(buffer, 0, at);
    ByteBuffer piece = ByteBuffer.wrap(buffer, 0, at);
    while (piece.hasRemaining()) {
      out.write(piece);
    }
    stored += at;
    System.arraycopy(buffer, at, buffer, 0, filled - at);
    filled -= at;
    at = 0;
  }

  @Override
  public void close() {
    inflater.end();
  }
}
