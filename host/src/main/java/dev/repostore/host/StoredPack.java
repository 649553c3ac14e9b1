package dev.repostore.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.Pack;
import org.eclipse.jgit.internal.storage.file.PackIndex;
import org.eclipse.jgit.lib.Constants;

/**
 * A pack of a repository as maintenance sees it.
 *
 * @param base its path without a suffix
 * @param bytes how long the pack itself is
 * @param index which objects it has
 * @param written when, by its time stamp
 * @param kept whether somebody wants it left alone ({@code .keep})
 * @param bitmap whether it has a bitmap, and so is one that holds whole histories
 * @param cruft whether it holds only what no ref reached ({@code .mtimes}, as Git marks them)
 */
record StoredPack(
    Path base,
    long bytes,
    PackIndex index,
    Instant written,
    boolean kept,
    boolean bitmap,
    boolean cruft) {

  /** The packs there are, kept ones as well; one that goes away meanwhile is left out. */
  static List<StoredPack> all(FileRepository repo) throws IOException {
    List<StoredPack> found = new ArrayList<>();
    for (Pack pack : repo.getObjectDatabase().getPacks()) {
      String path = pack.getPackFile().getPath();
      Path base = Path.of(path.substring(0, path.length() - ".pack".length()));
      try {
        found.add(new StoredPack(
            base,
            Files.size(with(base, ".pack")),
            pack.getIndex(),
            Files.getLastModifiedTime(with(base, ".pack")).toInstant(),
            Files.exists(with(base, ".keep")),
            Files.exists(with(base, ".bitmap")),
            Files.exists(with(base, ".mtimes"))));
      } catch (NoSuchFileException gone) {
        // A pack that is removed meanwhile is none.
      }
    }
    return found;
  }

  /** One of its files, by suffix. */
  Path file(String suffix) {
    return with(base, suffix);
  }

  long objects() {
    return index.getObjectCount();
  }

  /** Whether every object in it is in one of the others, too. */
  boolean isIn(List<PackIndex> others) {
    for (PackIndex.MutableEntry entry : index) {
      if (others.stream().noneMatch(other -> other.hasObject(entry.toObjectId()))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads its files to the end and compares them with their checksums.
   *
   * @throws CorruptObjectException if one is not as it was written
   */
  void verify() throws IOException {
    verify(file(".pack"));
    verify(file(".idx"));
  }

  private static void verify(Path file) throws IOException {
    MessageDigest digest = Constants.newMessageDigest();
    byte[] expected;
    try (InputStream in = Files.newInputStream(file)) {
      long left = Files.size(file) - Constants.OBJECT_ID_LENGTH;
      byte[] buffer = new byte[1 << 16];
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (read < 0) {
          break;
        }
        digest.update(buffer, 0, read);
        left -= read;
      }
      expected = in.readAllBytes();
    }
    if (!MessageDigest.isEqual(digest.digest(), expected)) {
      throw new CorruptObjectException(
          file.getFileName() + " does not have the checksum it should");
    }
  }

  /**
   * Removes its files; the pack first, as JGit does, because without it nobody looks at the others.
   */
  void remove() throws IOException {
    for (String suffix : List.of(".pack", ".bitmap", ".mtimes", ".rev", ".idx")) {
      Files.deleteIfExists(file(suffix));
    }
  }

  static Path with(Path base, String suffix) {
    return base.resolveSibling(base.getFileName() + suffix);
  }
}
