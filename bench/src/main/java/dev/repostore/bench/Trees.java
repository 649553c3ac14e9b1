package dev.repostore.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole folders of files. */
final class Trees {
  private Trees() {}

  /** Removes a folder with everything in it, if it is there. */
  static void delete(Path folder) throws IOException {
    for (Path path : all(folder, Comparator.reverseOrder())) {
      Files.deleteIfExists(path);
    }
  }

  /** Makes a copy: files in {@code objects} as hard links, for Git never changes them. */
  static void link(Path from, Path to) throws IOException {
    for (Path path : all(from, Comparator.naturalOrder())) {
      Path relative = from.relativize(path);
      Path copy = to.resolve(relative.toString());
      if (Files.isDirectory(path)) {
        Files.createDirectories(copy);
      } else if (relative.startsWith("objects")) {
        Files.createLink(copy, path);
      } else {
        Files.copy(path, copy);
      }
    }
  }

  /** How many bytes the files of that ending take together. */
  static long bytes(Path folder, String ending) throws IOException {
    long bytes = 0;
    for (Path path : all(folder, Comparator.naturalOrder())) {
      if (path.toString().endsWith(ending) && Files.isRegularFile(path)) {
        bytes += Files.size(path);
      }
    }
    return bytes;
  }

  /** The folder below another whose name begins so; the other itself if there is none. */
  static Path named(Path folder, String start) throws IOException {
    return all(folder, Comparator.naturalOrder()).stream()
        .filter(path -> path.getFileName().toString().startsWith(start) && Files.isDirectory(path))
        .findFirst()
        .orElse(folder.resolve(start));
  }

  /** The files of a folder, in order of their names, less those in one folder of it. */
  static List<Path> files(Path folder, String without) throws IOException {
    // Not even looked into: Git puts its own files in order in the background.
    Path passed = folder.resolve(without);
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(folder, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path entered, BasicFileAttributes attributes) {
        return entered.equals(passed) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile()) {
          files.add(file);
        }
        return FileVisitResult.CONTINUE;
      }
    });
    Collections.sort(files);
    return files;
  }

  private static List<Path> all(Path folder, Comparator<Path> order) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted(order).toList();
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (UncheckedIOException changing) {
      throw changing.getCause();
    }
  }
}
