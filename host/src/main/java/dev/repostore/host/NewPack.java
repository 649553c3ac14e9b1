package dev.repostore.host;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import org.eclipse.jgit.internal.storage.file.PackBitmapIndexWriterV1;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.util.Hex;

/**
 * The files of a pack on their way to the disk. They are written aside, seen to the disk, and
 * renamed into place with the index last, because a pack without an index is not there for anybody.
 * The name is the pack's checksum, as C git has it, not JGit's hash of what is in it: a pack of the
 * same objects in another order is another file.
 */
final class NewPack implements AutoCloseable {

  /** What JGit, too, calls packs in the making. */
  static final String PREFIX = "gc_";

  private static final int CHECKSUM = Constants.OBJECT_ID_LENGTH;
  private static final List<String> SUFFIXES = List.of(".pack", ".bitmap", ".mtimes", ".idx");

  private final Path folder;
  private final Path aside;

  NewPack(Path folder) throws IOException {
    this.folder = folder;
    Path first = Files.createTempFile(folder, PREFIX, ".pack_tmp");
    String name = first.getFileName().toString();
    this.aside = first.resolveSibling(name.substring(0, name.indexOf('.')));
  }

  /** Writes what {@code writer} was prepared with. */
  void write(PackWriter writer, ProgressMonitor monitor) throws IOException {
    save(".pack", out -> writer.writePack(monitor, monitor, out));
    save(".idx", writer::writeIndex);
    if (writer.isCreateBitmaps() && writer.prepareBitmapIndex(monitor)) {
      save(".bitmap", out -> writer.writeBitmapIndex(new PackBitmapIndexWriterV1(out)));
    }
  }

  /** Marks the pack as one of unreachable objects, in the format of C git's cruft packs. */
  void markCruft(long objects, Instant since) throws IOException {
    byte[] pack = checksum();
    save(".mtimes", plain -> {
      MessageDigest digest = Constants.newMessageDigest();
      DataOutputStream out = new DataOutputStream(new DigestOutputStream(plain, digest));
      out.writeInt(0x4d544d45); // "MTME"
      out.writeInt(1); // version
      out.writeInt(1); // SHA-1
      for (long i = 0; i < objects; i++) {
        out.writeInt((int) since.getEpochSecond());
      }
      out.write(pack);
      out.flush();
      plain.write(digest.digest());
    });
  }

  /**
   * Puts the pack in place, dated {@code now}; gives its path without a suffix. The very same pack
   * may be there already: then it becomes what this one is, main pack or cruft or neither.
   */
  Path install(Instant now) throws IOException {
    Path base = folder.resolve("pack-" + Hex.toHexString(checksum()));
    boolean there = Files.exists(StoredPack.with(base, ".idx"));
    Files.setLastModifiedTime(
        there ? StoredPack.with(base, ".pack") : StoredPack.with(aside, ".pack_tmp"),
        FileTime.from(now));
    for (String suffix : SUFFIXES) {
      Path from = StoredPack.with(aside, suffix + "_tmp");
      Path to = StoredPack.with(base, suffix);
      if (there && (suffix.equals(".pack") || suffix.equals(".idx"))) {
        continue;
      }
      if (Files.exists(from)) {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      } else {
        Files.deleteIfExists(to);
      }
    }
    Durable.syncFolder(folder);
    return base;
  }

  /** Removes what was not put in place. */
  @Override
  public void close() throws IOException {
    for (String suffix : SUFFIXES) {
      Files.deleteIfExists(StoredPack.with(aside, suffix + "_tmp"));
    }
  }

  private byte[] checksum() throws IOException {
    try (RandomAccessFile pack =
        new RandomAccessFile(StoredPack.with(aside, ".pack_tmp").toFile(), "r")) {
      byte[] last = new byte[CHECKSUM];
      pack.seek(pack.length() - CHECKSUM);
      pack.readFully(last);
      return last;
    }
  }

  private void save(String suffix, Content content) throws IOException {
    try (FileChannel channel = FileChannel.open(
        StoredPack.with(aside, suffix + "_tmp"),
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      content.to(out);
      out.flush();
      channel.force(true);
    }
  }

  private interface Content {
    void to(OutputStream out) throws IOException;
  }
}
