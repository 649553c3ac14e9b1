package dev.repostore.git;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.text.MessageFormat;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.internal.JGitText;
import org.eclipse.jgit.internal.storage.pack.BinaryDelta;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.MutableObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Makes objects of the deltas of a stored pack, and names them. Of a chain it holds two objects at
 * a time. One for each thread.
 */
final class DeltaResolver implements AutoCloseable {

  private static final int LARGEST = Integer.MAX_VALUE - 8;

  private final FileChannel pack;
  private final PackEntries entries;
  private final ObjectHash hash;
  private final Links links;
  private final Told told;
  private final Inflater inflater = new Inflater();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
  private final CRC32 check = new CRC32();
  private final MutableObjectId name = new MutableObjectId();

  /** An object, and the next of its deltas. */
  private static final class Base {
    final byte[] content;
    int next;

    Base(byte[] content, int next) {
      this.content = content;
      this.next = next;
    }
  }

  DeltaResolver(FileChannel pack, PackEntries entries, ObjectHash hash, Links links, Told told) {
    this.pack = pack;
    this.entries = entries;
    this.hash = hash;
    this.links = links;
    this.told = told;
  }

  /** Is told of each delta that was resolved; throws if there are to be no more. */
  interface Told {
    void resolved() throws IOException;
  }

  /** Resolves all that builds on an object that is no delta. */
  void resolve(int root, int type) throws IOException {
    int first = entries.firstDelta(root);
    if (first == PackEntries.NONE) {
      return;
    }
    Deque<Base> path = new ArrayDeque<>();
    path.push(new Base(inflate(root), first));
    while (!path.isEmpty()) {
      Base base = path.element();
      int delta = base.next;
      base.next = entries.nextDelta(delta);
      if (base.next == PackEntries.NONE) {
        path.remove(); // let go before what builds on it is made
      }
      byte[] content = apply(base.content, inflate(delta), type);
      hash.begin(type, content.length);
      hash.update(content, 0, content.length);
      hash.end(name);
      entries.resolve(delta, name, type);
      if (Links.areIn(type)) {
        links.add(name, type, content);
      }
      told.resolved();
      int next = entries.firstDelta(delta);
      if (next != PackEntries.NONE) {
        path.push(new Base(content, next));
      }
    }
  }

  private static byte[] apply(byte[] base, byte[] delta, int type) throws IOException {
    try {
      long size = BinaryDelta.getResultSize(delta);
      if (size < 0 || size > LARGEST) {
        throw new TooLargeObjectInPackException(size, LARGEST);
      }
      if (Links.areIn(type) && size > Links.LONGEST) {
        throw Links.tooLong(type, size);
      }
      return BinaryDelta.apply(base, delta);
    } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
      throw new CorruptObjectException(JGitText.get().packfileCorruptionDetected, malformed);
    }
  }

  /** The content of an entry as it is stored: an object, or a delta. */
  private byte[] inflate(int entry) throws IOException {
    long at = fill(entries.start(entry), entries.end(entry));
    check.reset();
    check.update(buffer.duplicate());
    long size = header();
    if (size > LARGEST) {
      throw new TooLargeObjectInPackException(size, LARGEST);
    }
    byte[] content = new byte[(int) size];
    int done = 0;
    inflater.reset();
    inflater.setInput(buffer);
    try {
      while (done < content.length) {
        int n = inflater.inflate(content, done, content.length - done);
        done += n;
        if (n == 0) {
          at = fill(at, entries.end(entry));
          check.update(buffer.duplicate());
          inflater.setInput(buffer);
        }
      }
    } catch (DataFormatException damaged) {
      throw reread(damaged, entry);
    }
    // What is left of the entry, the end of the compressed data.
    while (at < entries.end(entry)) {
      at = fill(at, entries.end(entry));
      check.update(buffer.duplicate());
    }
    if ((int) check.getValue() != entries.check(entry)) {
      throw reread(null, entry);
    }
    return content;
  }

  private CorruptObjectException reread(@Nullable Throwable cause, int entry) {
    CorruptObjectException damaged = new CorruptObjectException(
        MessageFormat.format(JGitText.get().corruptionDetectedReReadingAt, entries.start(entry)));
    damaged.initCause(cause);
    return damaged;
  }

  /** Reads the next piece of an entry; where the one after begins. */
  private long fill(long at, long end) throws IOException {
    if (at >= end) {
      throw new EOFException(JGitText.get().packfileIsTruncatedNoParam);
    }
    buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
    long next = at;
    while (buffer.hasRemaining()) {
      int n = pack.read(buffer, next);
      if (n < 0) {
        throw new EOFException(JGitText.get().packfileIsTruncatedNoParam);
      }
      next += n;
    }
    buffer.flip();
    return next;
  }

  /** Passes over what comes before the compressed data; how long that will be. */
  private long header() {
    int c = buffer.get();
    int type = (c >> 4) & 7;
    long size = c & 15;
    for (int shift = 4; (c & 0x80) != 0; shift += 7) {
      c = buffer.get();
      size += (long) (c & 0x7f) << shift;
    }
    if (type == Constants.OBJ_REF_DELTA) {
      buffer.position(buffer.position() + Constants.OBJECT_ID_LENGTH);
    } else if (type == Constants.OBJ_OFS_DELTA) {
      do {
        c = buffer.get();
      } while ((c & 0x80) != 0);
    }
    return size;
  }

  @Override
  public void close() {
    inflater.end();
  }
}
