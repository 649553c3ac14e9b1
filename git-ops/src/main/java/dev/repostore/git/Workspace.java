package dev.repostore.git;

import dev.repostore.InvalidRequestException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A folder that Git work does not leave: every path an operation reads or writes lies under its
 * root, symbolic links resolved. What leads out ends in a {@link PathRefusedException}.
 *
 * <p>Immutable and thread-safe.
 */
public final class Workspace {

  private final Path root;

  private Workspace(Path root) {
    this.root = root;
  }

  /**
   * The workspace under a folder.
   *
   * @throws InvalidRequestException with field {@code root} if there is no such folder
   */
  public static Workspace at(Path root) {
    Objects.requireNonNull(root, "root");
    try {
      Path real = root.toRealPath();
      if (Files.isDirectory(real)) {
        return new Workspace(real);
      }
    } catch (IOException missing) {
      throw noFolder(root, missing);
    }
    throw noFolder(root, null);
  }

  /** The folder, its symbolic links resolved. */
  public Path root() {
    return root;
  }

  /**
   * Where a path really is, its links resolved as far as it exists.
   *
   * @param path from the root, or absolute
   * @throws PathRefusedException if that is not under the root
   */
  Path resolve(Path path) {
    Path real = real(root.resolve(path));
    if (!real.startsWith(root)) {
      throw new PathRefusedException(
          path.toString(),
          "it leads to '" + PathRule.printable(real.toString()) + "', out of the workspace '" + root
              + "'. Name one inside, or open a workspace that holds both.");
    }
    return real;
  }

  /**
   * As {@link #resolve}, for a working copy that is to be made: in Git's own folder of another one
   * its files would be that one's hooks and settings.
   */
  Path resolveNew(Path path) {
    Path real = resolve(path);
    if (!real.equals(root)) {
      PathRule.require(root.relativize(real).toString().replace(File.separatorChar, '/'));
    }
    return real;
  }

  /** The real path of the longest part that exists, and the rest as it is. */
  private static Path real(Path path) {
    Path missing = path.getFileSystem().getPath("");
    for (Path part = path; part != null; part = part.getParent()) {
      if (Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
        try {
          return part.toRealPath().resolve(missing).normalize();
        } catch (IOException unresolved) {
          throw new PathRefusedException(
              path.toString(),
              "its link '" + PathRule.printable(part.toString()) + "' leads nowhere. Remove it.",
              unresolved);
        }
      }
      missing = part.getFileName() == null ? missing : part.getFileName().resolve(missing);
    }
    return path.normalize();
  }

  private static InvalidRequestException noFolder(Path root, @Nullable IOException cause) {
    return new InvalidRequestException(
        "root", "The workspace's root '" + root + "' is not a folder. Create it.", null, cause);
  }

  /** The root. */
  @Override
  public String toString() {
    return "Workspace[" + root + "]";
  }
}
