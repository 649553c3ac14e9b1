package dev.repostore.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/** A pack put together by hand, of objects that need not make sense. */
final class Lies {

  private static final ObjectInserter.Formatter NAMES = new ObjectInserter.Formatter();

  private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
  private int count;

  static ObjectId id(int type, byte[] content) {
    return NAMES.idFor(type, content);
  }

  static byte[] tree(Object... modeNameId) throws IOException {
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    for (int i = 0; i < modeNameId.length; i += 3) {
      raw.write((modeNameId[i] + " " + modeNameId[i + 1] + "\0").getBytes(StandardCharsets.UTF_8));
      ((ObjectId) modeNameId[i + 2]).copyRawTo(raw);
    }
    return raw.toByteArray();
  }

  static byte[] commit(ObjectId tree, ObjectId... parents) {
    StringBuilder text = new StringBuilder("tree " + tree.name() + "\n");
    for (ObjectId parent : parents) {
      text.append("parent ").append(parent.name()).append('\n');
    }
    return text.append("author A <a@example.org> 1600000000 +0000\n")
        .append("committer A <a@example.org> 1600000000 +0000\n\nwords\n")
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  Lies add(int type, byte[] content) throws IOException {
    header(type, content.length);
    return deflated(content);
  }

  Lies blob(String text) throws IOException {
    return add(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A delta on an object by its name. */
  Lies delta(ObjectId base, byte[] delta) throws IOException {
    header(Constants.OBJ_REF_DELTA, delta.length);
    base.copyRawTo(entries);
    return deflated(delta);
  }

  /** A delta on what begins so many bytes before it. */
  Lies delta(int distance, byte[] delta) throws IOException {
    header(Constants.OBJ_OFS_DELTA, delta.length);
    if (distance >= 0x80) {
      entries.write(0x80 | (distance - 0x80) >>> 7);
    }
    entries.write(distance & 0x7f);
    return deflated(delta);
  }

  /** An entry that says it has so many bytes. */
  Lies claiming(int type, long size, byte[] content) throws IOException {
    header(type, size);
    return deflated(content);
  }

  /** So many zeros, in a thousandth of the room. */
  Lies zeros(int type, long size) throws IOException {
    header(type, size);
    try (DeflaterOutputStream out =
        new DeflaterOutputStream(entries, new Deflater(Deflater.BEST_COMPRESSION))) {
      byte[] zeros = new byte[1 << 20];
      for (long left = size; left > 0; left -= zeros.length) {
        out.write(zeros, 0, (int) Math.min(left, zeros.length));
      }
    }
    return this;
  }

  private void header(int type, long size) {
    count++;
    long rest = size >>> 4;
    entries.write((int) ((type << 4) | (size & 15) | (rest == 0 ? 0 : 0x80)));
    while (rest != 0) {
      long next = rest >>> 7;
      entries.write((int) ((rest & 0x7f) | (next == 0 ? 0 : 0x80)));
      rest = next;
    }
  }

  private Lies deflated(byte[] content) throws IOException {
    try (DeflaterOutputStream out = new DeflaterOutputStream(entries)) {
      out.write(content);
    }
    return this;
  }

  byte[] pack() {
    ByteArrayOutputStream pack = new ByteArrayOutputStream();
    pack.writeBytes(ByteBuffer.allocate(12)
        .put("PACK".getBytes(StandardCharsets.US_ASCII))
        .putInt(2)
        .putInt(count)
        .array());
    pack.writeBytes(entries.toByteArray());
    pack.writeBytes(Constants.newMessageDigest().digest(pack.toByteArray()));
    return pack.toByteArray();
  }
}
