package dev.repostore.git;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.util.FileUtils;
import org.jspecify.annotations.Nullable;

/**
 * The folder a clone goes to: claimed while it is empty, so that of two clones one is told, and put
 * back as it was if the clone comes to nothing.
 *
 * @param made the topmost folder that was not there before; null if all were
 */
record CloneFolder(Path folder, boolean bare, @Nullable Path made) {

  /** There from the first moment of a clone to its last: what was broken off is told by it. */
  private static final String UNFINISHED = "repostore-unfinished";

  static CloneFolder claim(Path wanted, boolean bare) throws IOException {
    Path folder = wanted.toAbsolutePath().normalize();
    requireFree(wanted, folder);
    Path made = null;
    for (Path at = folder; at != null && !Files.exists(at, LinkOption.NOFOLLOW_LINKS); ) {
      made = at;
      at = at.getParent();
    }
    Files.createDirectories(folder);
    try {
      if (bare) {
        // Git has this file in each repository, and JGit would mind any folder.
        Files.createFile(folder.resolve("description"));
      } else {
        Files.createDirectory(folder.resolve(Constants.DOT_GIT));
      }
    } catch (FileAlreadyExistsException claimed) {
      throw new FolderTakenException(wanted, false);
    }
    CloneFolder claimed = new CloneFolder(folder, bare, made);
    Files.createFile(claimed.git().resolve(UNFINISHED));
    return claimed;
  }

  /** Fails if a clone would, for the folder is not empty, or cannot be. */
  static void requireFree(Path folder) throws IOException {
    requireFree(folder, folder);
  }

  private static void requireFree(Path wanted, Path folder) throws IOException {
    try (Stream<Path> content = Files.list(folder)) {
      if (content.findAny().isPresent()) {
        throw new FolderTakenException(
            wanted, isHalf(folder.resolve(Constants.DOT_GIT)) || isHalf(folder));
      }
    } catch (NoSuchFileException absent) {
      // As it should be.
    } catch (NotDirectoryException file) {
      if (Files.isRegularFile(folder)) {
        throw FolderTakenException.byFile(wanted);
      }
      throw file; // a part of the path is one
    }
  }

  private Path git() {
    return bare ? folder : folder.resolve(Constants.DOT_GIT);
  }

  /** The clone has come to its end. */
  void finish() throws IOException {
    Files.delete(git().resolve(UNFINISHED));
  }

  /** Fails for a clone that has not come to its end. */
  static void requireFinished(Path git, Path folder) {
    if (Files.exists(git.resolve(UNFINISHED), LinkOption.NOFOLLOW_LINKS)) {
      throw new CheckoutUnusableException(
          "The clone in '" + folder
              + "' was not finished: it was broken off, or is still under way."
              + " Delete the folder if nobody is at it, or clone into another.",
          null);
    }
  }

  /** Whether its pack was still coming, or its first files, when this was last written to. */
  private static boolean isHalf(Path git) throws IOException {
    if (Files.exists(git.resolve(UNFINISHED))) {
      return true;
    }
    Path index = git.resolve("index");
    if (Files.exists(git.resolve("index.lock")) && !Files.exists(index)) {
      return true;
    }
    if (!Files.isDirectory(git.resolve(Constants.OBJECTS))) {
      return false;
    }
    try (DirectoryStream<Path> coming =
        Files.newDirectoryStream(git.resolve(Constants.OBJECTS), "incoming_*")) {
      return coming.iterator().hasNext();
    }
  }

  /** The repository that is to be there. */
  FencedRepository open() throws IOException {
    return bare
        ? FencedRepository.open(folder.toFile(), null)
        : FencedRepository.open(folder.resolve(".git").toFile(), folder.toFile());
  }

  /** Removes what came since the claim, links themselves and not what they lead to. */
  void clear() throws IOException {
    Path top = made == null ? folder : made;
    List<Path> rest;
    try (Stream<Path> all = Files.walk(top)) {
      rest = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : rest) {
      if (made != null || !path.equals(folder)) {
        FileUtils.delete(path.toFile(), FileUtils.SKIP_MISSING | FileUtils.RETRY);
      }
    }
  }
}
