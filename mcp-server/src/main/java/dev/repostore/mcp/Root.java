package dev.repostore.mcp;

import dev.repostore.InvalidRequestException;
import dev.repostore.RepoStore;
import dev.repostore.git.Workspace;
import dev.repostore.spi.StoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The folder all working copies lie in, and where it may not be. */
final class Root {

  private Root() {}

  /**
   * Refuses options that can never work together; makes and opens nothing.
   *
   * @throws InvalidRequestException with the name of the option
   */
  static void require(ServerOptions options) {
    try {
      requireItsOwn(options.root(), folders(options));
      @Nullable Path audit = options.audit();
      if (audit != null && real(audit).startsWith(real(options.root()))) {
        throw new InvalidRequestException(
            "audit",
            "The audit cannot be '" + audit + "': that is in the workspace, where it can be changed"
                + " by who it is about. Start the server with --audit and a file elsewhere.");
      }
    } catch (RefusedException refused) {
      throw new InvalidRequestException("root", String.valueOf(refused.getMessage()));
    } catch (IOException unusable) {
      throw unusable(options.root(), unusable);
    }
  }

  /** Those of embedded stores, as far as URLs say. */
  private static List<Path> folders(ServerOptions options) {
    List<Path> folders = new ArrayList<>();
    for (Supplier<RepoStore> store : options.stores().values()) {
      if (store instanceof StoreAt at && at.url().startsWith("repostore:local:")) {
        folders.add(Path.of(StoreConfig.parse(at.url(), null).target()));
      }
    }
    return folders;
  }

  /**
   * Opens it; makes it if it is not there.
   *
   * @param stores the folders the open stores keep their data in
   */
  static Workspace open(Path root, Collection<Path> stores) {
    try {
      requireItsOwn(root, stores);
      Files.createDirectories(root);
      Path real = root.toRealPath();
      requireNoHome(root, real); // once more, now that no link can be missing
      return Workspace.at(real);
    } catch (IOException unusable) {
      throw unusable(root, unusable);
    }
  }

  private static InvalidRequestException unusable(Path root, IOException why) {
    return new InvalidRequestException(
        "root",
        "The workspace '" + root + "' cannot be made. Start the server with another --root.",
        null,
        why);
  }

  private static void requireItsOwn(Path root, Collection<Path> stores) throws IOException {
    requireApart(root, stores);
    requireNoHome(root, real(root));
  }

  private static void requireNoHome(Path root, Path real) throws IOException {
    if (real.getParent() == null || holdsAHome(real)) {
      throw refused(root, "is, or holds, the home folder");
    }
  }

  /** Whoever writes in a store's folder has the store, tokens included. */
  private static void requireApart(Path root, Collection<Path> stores) throws IOException {
    Path wanted = real(root);
    for (Path store : stores) {
      Path kept = real(store);
      if (wanted.startsWith(kept) || kept.startsWith(wanted)) {
        throw refused(root, "is, holds, or lies in the folder a store keeps its data in");
      }
    }
  }

  private static RefusedException refused(Path root, String why) {
    return new RefusedException(
        "root_refused",
        "The workspace cannot be '" + root + "': it " + why + ". Start the server with --root and "
            + "a folder of its own.");
  }

  /** What Java takes for the home folder need not be what the shell does. */
  private static boolean holdsAHome(Path root) throws IOException {
    List<String> homes = new ArrayList<>(List.of(System.getProperty("user.home")));
    @Nullable String shells = System.getenv("HOME");
    if (shells != null && !shells.isBlank()) {
      homes.add(shells);
    }
    for (String home : homes) {
      if (real(Path.of(home)).startsWith(root)) {
        return true;
      }
    }
    return false;
  }

  /** Without symbolic links, as far as it is there. */
  private static Path real(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    @Nullable Path parent = absolute.getParent();
    if (Files.exists(path)) {
      return path.toRealPath();
    }
    return parent == null ? absolute : real(parent).resolve(String.valueOf(absolute.getFileName()));
  }
}
