package dev.repostore.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The file that says that a folder is a host's own. What a host finds in its {@code tmp} and
 * {@code trash} it removes, so it never takes a folder for its own that has somebody's files in it.
 */
final class FolderMark {

  private static final String NAME = "repostore-data";
  private static final String TEXT =
      "This is a data folder of RepoStore, format 1. What is in tmp and trash is removed.\n";

  /** What may be in a new folder: a token put there beforehand, and what a file system makes. */
  private static final Set<String> HARMLESS = Set.of("api-token", "lost+found");

  private FolderMark() {}

  /**
   * Marks an empty folder as a host's own.
   *
   * @return the name of something else that is in it, if it is no host's own and not empty: then it
   *     is left as it is
   */
  static Optional<String> put(Path folder) throws IOException {
    if (isIn(folder)) {
      return Optional.empty();
    }
    Optional<String> other = stranger(folder);
    if (other.isPresent()) {
      return other;
    }
    Path half = DataFolder.file(
        folder.resolve("." + NAME + "-" + ProcessHandle.current().pid()));
    try {
      Files.writeString(half, TEXT);
      Durable.sync(half);
      Files.move(half, folder.resolve(NAME));
    } catch (FileAlreadyExistsException | NoSuchFileException done) {
      // Two of this process at once: one was enough.
      Files.deleteIfExists(half);
    }
    Durable.syncFolder(folder);
    return Optional.empty();
  }

  /** The name of something that is in a folder which is no host's own; empty if it may be one. */
  static Optional<String> stranger(Path folder) throws IOException {
    Optional<String> other = isIn(folder) ? Optional.empty() : otherIn(folder);
    // Another host may have made it its own meanwhile.
    return other.isPresent() && isIn(folder) ? Optional.empty() : other;
  }

  private static boolean isIn(Path folder) throws IOException {
    Path mark = folder.resolve(NAME);
    try {
      return Files.isRegularFile(mark)
          && Files.size(mark) < 1000
          && new String(Files.readAllBytes(mark), StandardCharsets.UTF_8)
              .startsWith(TEXT.substring(0, TEXT.indexOf(',')));
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  private static Optional<String> otherIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !HARMLESS.contains(name) && !name.startsWith("." + NAME + "-"))
          .sorted()
          .findFirst();
    }
  }
}
