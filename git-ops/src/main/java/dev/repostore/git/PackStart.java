package dev.repostore.git;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import org.eclipse.jgit.util.NB;

/** What a pack begins with, or all of it if it is small. */
final class PackStart {

  private static final int HEADER = 12;
  private static final int COUNT = 8;

  private final byte[] bytes;
  private final boolean all;

  private PackStart(byte[] bytes, boolean all) {
    this.bytes = bytes;
    this.all = all;
  }

  /** Reads all of it if it has fewer objects than so many, and is short. */
  static PackStart read(InputStream in, int fewest) throws IOException {
    byte[] header = in.readNBytes(HEADER);
    if (header.length < HEADER || NB.decodeUInt32(header, COUNT) >= fewest) {
      return new PackStart(header, false);
    }
    byte[] rest = in.readNBytes(SmallIntake.MOST_PACKED);
    byte[] bytes = Arrays.copyOf(header, HEADER + rest.length);
    System.arraycopy(rest, 0, bytes, HEADER, rest.length);
    return new PackStart(bytes, rest.length < SmallIntake.MOST_PACKED);
  }

  boolean isAll() {
    return all;
  }

  byte[] bytes() {
    return bytes;
  }

  /** The whole pack, as it came. */
  InputStream followedBy(InputStream in) {
    return new SequenceInputStream(new ByteArrayInputStream(bytes), in);
  }
}
