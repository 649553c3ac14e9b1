package dev.repostore.host;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.util.NB;

/** A pack as it is written: counted, and hashed for the checksum at its end. */
final class HashedOutput extends OutputStream {

  private final OutputStream out;
  private final MessageDigest digest = Constants.newMessageDigest();
  private final byte[] header = new byte[32];
  private long count;

  HashedOutput(OutputStream out) {
    this.out = out;
  }

  long count() {
    return count;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    digest.update(bytes, offset, length);
    out.write(bytes, offset, length);
    count += length;
  }

  void header(int objects) throws IOException {
    System.arraycopy(Constants.PACK_SIGNATURE, 0, header, 0, 4);
    NB.encodeInt32(header, 4, 2);
    NB.encodeInt32(header, 8, objects);
    write(header, 0, 12);
  }

  void entryHeader(int type, long size) throws IOException {
    write(header, 0, typeAndSize(type, size));
  }

  /** The header of a difference, as it was but for how far away its base is. */
  void deltaHeader(PackWindow entry, long distance) throws IOException {
    int at = typeAndSize(Constants.OBJ_OFS_DELTA, entry.size());
    byte[] digits = new byte[10];
    int first = digits.length;
    long rest = distance;
    digits[--first] = (byte) (rest & 0x7f);
    while ((rest >>>= 7) != 0) {
      digits[--first] = (byte) (0x80 | (--rest & 0x7f));
    }
    System.arraycopy(digits, first, header, at, digits.length - first);
    write(header, 0, at + digits.length - first);
  }

  private int typeAndSize(int type, long size) {
    int at = 0;
    header[at] = (byte) ((type << 4) | (size & 15));
    for (long rest = size >>> 4; rest != 0; rest >>>= 7) {
      header[at] |= (byte) 0x80;
      header[++at] = (byte) (rest & 0x7f);
    }
    return at + 1;
  }

  void trailer() throws IOException {
    out.write(digest.digest());
  }
}
