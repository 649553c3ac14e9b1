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

  static CloneFolder claim(Path wanted, boolean bare) throws IOException {
    Path folder = wanted.toAbsolutePath().normalize();
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
        Files.createDirectory(folder.resolve(".git"));
      }
    } catch (FileAlreadyExistsException claimed) {
      throw new FolderTakenException(wanted, false);
    }
    return new CloneFolder(folder, bare, made);
  }

  /** Whether its pack was still coming, or its first files, when this was last written to. */
  private static boolean isHalf(Path git) throws IOException {
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
