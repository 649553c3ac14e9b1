package dev.repostore.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.file.PackIndex;
import org.eclipse.jgit.lib.ObjectId;

/** The loose objects in a repository's folder: one immutable file each. */
final class LooseFiles {

  private static final Pattern SHELF = Pattern.compile("[0-9a-f]{2}");
  private static final Pattern OBJECT = Pattern.compile("[0-9a-f]{38}");

  private LooseFiles() {}

  /** Where one of them is, in the folder of all objects. */
  static Path of(Path objects, ObjectId id) {
    String name = id.name();
    return objects.resolve(name.substring(0, 2)).resolve(name.substring(2));
  }

  /** How many there are, and their bytes. */
  record Total(long files, long bytes) {}

  /** All of them. */
  static Total total(Path repository) throws IOException {
    long files = 0;
    long bytes = 0;
    for (Path shelf : list(repository.resolve("objects"), SHELF)) {
      for (Path object : list(shelf, OBJECT)) {
        files++;
        bytes += PackFiles.bytesOf(object);
      }
    }
    return new Total(files, bytes);
  }

  /** Each object with its file. */
  static Map<ObjectId, Path> all(Path repository) throws IOException {
    Map<ObjectId, Path> found = new HashMap<>();
    for (Path shelf : list(repository.resolve("objects"), SHELF)) {
      for (Path object : list(shelf, OBJECT)) {
        found.put(ObjectId.fromString("" + shelf.getFileName() + object.getFileName()), object);
      }
    }
    return found;
  }

  /** Removes the files of those objects that one of the packs has, too. */
  static void remove(Map<ObjectId, Path> objects, List<PackIndex> packs) throws IOException {
    for (Map.Entry<ObjectId, Path> object : objects.entrySet()) {
      if (packs.stream().anyMatch(pack -> pack.hasObject(object.getKey()))) {
        Files.deleteIfExists(object.getValue());
      }
    }
  }

  /**
   * Gives {@code to} those of {@code from}, by hard links where the file system has them; how many.
   * One that is gone meanwhile is in a pack, where it was before its file went.
   */
  static long share(Path from, Path to) throws IOException {
    long objects = 0;
    Path place = to.resolve("objects");
    for (Path shelf : list(from.resolve("objects"), SHELF)) {
      Path folder = Files.createDirectory(place.resolve(shelf.getFileName().toString()));
      for (Path object : list(shelf, OBJECT)) {
        objects += link(object, folder) ? 1 : 0;
      }
    }
    return objects;
  }

  private static boolean link(Path object, Path folder) throws IOException {
    try {
      PackFiles.link(object, folder.resolve(object.getFileName()));
      return true;
    } catch (NoSuchFileException packed) {
      return false;
    }
  }

  private static List<Path> list(Path folder, Pattern names) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(child -> names.matcher(child.getFileName().toString()).matches())
          .toList();
    } catch (NoSuchFileException packed) {
      return List.of();
    }
  }
}
