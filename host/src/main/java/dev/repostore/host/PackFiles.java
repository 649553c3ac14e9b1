package dev.repostore.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The packs in a repository's folder: immutable files that another repository may share. */
final class PackFiles {

  private static final String INDEX = ".idx";

  /** What belongs to a pack, in the order in which it must appear: the index shows all else. */
  private static final List<String> PARTS = List.of(".pack", ".bitmap", ".rev", INDEX);

  /** In a version 2 index, the last entry of the table that counts objects by their first byte. */
  private static final int COUNT_AT = 8 + 255 * 4;

  private static final int VERSION_2 = 0xff744f63;

  private PackFiles() {}

  static Path folder(Path repository) {
    return repository.resolve("objects").resolve("pack");
  }

  /** Bytes of everything in the folder of packs. */
  static long bytes(Path repository) throws IOException {
    long sum = 0;
    for (Path file : list(folder(repository))) {
      sum += bytesOf(file);
    }
    return sum;
  }

  /** What the names of the repository's packs begin with: {@code pack-…} without an ending. */
  static Set<String> stems(Path repository) throws IOException {
    Set<String> stems = new TreeSet<>();
    for (Path file : list(folder(repository))) {
      String name = file.getFileName().toString();
      if (name.startsWith("pack-") && name.endsWith(INDEX)) {
        stems.add(name.substring(0, name.length() - INDEX.length()));
      }
    }
    return stems;
  }

  /**
   * Gives {@code to} packs of {@code from}, by hard links where the file system has them.
   *
   * @return how many objects they have
   * @throws NoSuchFileException if one was packed away meanwhile: start over
   */
  static long share(Set<String> stems, Path from, Path to) throws IOException {
    long objects = 0;
    for (String stem : stems) {
      for (String part : PARTS) {
        share(folder(from).resolve(stem + part), folder(to), part);
      }
      objects += count(folder(to).resolve(stem + INDEX));
    }
    return objects;
  }

  private static void share(Path file, Path into, String part) throws IOException {
    if (!Files.exists(file)) {
      if (part.equals(".pack") || part.equals(INDEX)) {
        throw new NoSuchFileException(file.toString());
      }
      return;
    }
    link(file, into.resolve(file.getFileName()));
  }

  /** Links a file that never changes, or copies its bytes where links fail. */
  static void link(Path file, Path as) throws IOException {
    try {
      Files.createLink(as, file);
    } catch (NoSuchFileException | FileAlreadyExistsException telling) {
      throw telling;
    } catch (IOException | UnsupportedOperationException | SecurityException noLinks) {
      Files.copy(file, as);
      try (FileChannel copied = FileChannel.open(as, StandardOpenOption.READ)) {
        copied.force(true);
      }
    }
  }

  private static long count(Path index) throws IOException {
    try (FileChannel file = FileChannel.open(index, StandardOpenOption.READ)) {
      boolean version2 = read(file, 0) == VERSION_2;
      return Integer.toUnsignedLong(read(file, version2 ? COUNT_AT : COUNT_AT - 8));
    }
  }

  private static int read(FileChannel file, int at) throws IOException {
    ByteBuffer number = ByteBuffer.allocate(Integer.BYTES);
    if (file.read(number, at) < Integer.BYTES) {
      throw new IOException("A pack's index is cut short.");
    }
    return number.getInt(0);
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** A file's size; 0 if it is gone. */
  static long bytesOf(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException packedAway) {
      return 0;
    }
  }
}
