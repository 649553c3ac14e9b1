package dev.repostore.host;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/** Reads a pack's file front to back: the headers of its objects, and ranges of bytes. */
final class PackWindow {

  private static final int SIZE = 256 << 10;
  private static final int LONGEST_HEADER = 64;

  private final FileChannel file;
  private final byte[] bytes = new byte[SIZE];
  private long start;
  private int length;

  private int type;
  private long size;
  private long baseDistance;
  private ObjectId baseId = ObjectId.zeroId();
  private long dataStart;

  PackWindow(FileChannel file) {
    this.file = file;
  }

  /** Reads the header of the object that begins there, for the methods below. */
  void readEntry(long offset) throws IOException {
    int at = position(offset);
    int first = at;
    int c = bytes[at++];
    type = (c >> 4) & 7;
    size = c & 15;
    for (int shift = 4; (c & 0x80) != 0; shift += 7) {
      c = bytes[at++];
      size |= (c & 0x7fL) << shift;
    }
    if (type == Constants.OBJ_OFS_DELTA) {
      c = bytes[at++];
      baseDistance = c & 0x7f;
      while ((c & 0x80) != 0) {
        c = bytes[at++];
        baseDistance = ((baseDistance + 1) << 7) | (c & 0x7f);
      }
    } else if (type == Constants.OBJ_REF_DELTA) {
      baseId = ObjectId.fromRaw(bytes, at);
      at += Constants.OBJECT_ID_LENGTH;
    }
    dataStart = offset + (at - first);
  }

  /** As in {@link Constants}. */
  int type() {
    return type;
  }

  /** The inflated size of the object, or of the difference. */
  long size() {
    return size;
  }

  /** How far before it the object it is a difference to begins. */
  long baseDistance() {
    return baseDistance;
  }

  ObjectId baseId() {
    return baseId;
  }

  /** Where its compressed data begins. */
  long dataStart() {
    return dataStart;
  }

  void copy(long from, long to, OutputStream out) throws IOException {
    for (long at = from; at < to; ) {
      int position = position(at);
      int n = (int) Math.min(to - at, length - position);
      out.write(bytes, position, n);
      at += n;
    }
  }

  /** Where in the window that byte is, with a header's worth of bytes after it if there are any. */
  private int position(long offset) throws IOException {
    boolean inside = offset >= start && offset < start + length;
    if (!inside || (start + length - offset < LONGEST_HEADER && start + length < file.size())) {
      load(offset);
    }
    return (int) (offset - start);
  }

  private void load(long offset) throws IOException {
    start = offset;
    length = 0;
    ByteBuffer into = ByteBuffer.wrap(bytes);
    while (into.hasRemaining()) {
      int n = file.read(into, start + length);
      if (n < 0) {
        break;
      }
      length += n;
    }
    if (length == 0) {
      throw new EOFException("the pack is cut off");
    }
  }
}
