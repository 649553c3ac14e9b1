package dev.repostore.repl;

import dev.repostore.InvalidRequestException;
import dev.repostore.RepoInfo;
import dev.repostore.git.Checkout;
import dev.repostore.git.Clone;
import dev.repostore.git.GitRemote;
import dev.repostore.git.Progress;
import dev.repostore.git.Workspace;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The working copies of a session, and which repo each is a clone of. Thread-safe. */
final class WorkingCopies {

  private final Session session;
  private final Map<Path, GitRemote> remotes = new HashMap<>();
  private final Map<Path, Checkout> open = new HashMap<>();
  private @Nullable Checkout current;

  WorkingCopies(Session session) {
    this.session = session;
  }

  Checkout clone(String repo, Path folder, Clone request, Progress progress) {
    GitRemote remote = session.remote(repo);
    Workspace here = Workspace.at(base(folder));
    Checkout checkout =
        Checkout.clone(remote.withProgress(progress), here, folder.toAbsolutePath(), request);
    return keep(checkout, remote);
  }

  /** The folder a clone may be made in: the nearest that is there. */
  private static Path base(Path folder) {
    Path base = folder.toAbsolutePath().normalize();
    while (base.getParent() != null && !base.toFile().isDirectory()) {
      base = base.getParent();
    }
    return base;
  }

  Checkout open(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    if (!path.toFile().isDirectory()) {
      throw new InvalidRequestException(
          "folder",
          "There is no folder '" + Visible.line(path.toString()) + "'. Name that of a working copy,"
              + " or make one with cloneRepo(\"name\", \"folder\").");
    }
    return keep(Checkout.open(Workspace.at(path), path), null);
  }

  private synchronized Checkout keep(Checkout checkout, @Nullable GitRemote remote) {
    if (remote != null) {
      remotes.put(checkout.folder(), remote);
    }
    Checkout before = open.put(checkout.folder(), checkout);
    if (before != null) {
      before.close();
    }
    current = checkout;
    return checkout;
  }

  /** The one that was cloned or opened last. */
  synchronized Checkout current() {
    if (current == null) {
      throw new InvalidRequestException(
          "folder",
          "There is no working copy at hand. Make one with cloneRepo(\"name\", \"folder\"), or open "
              + "one with open(\"folder\").");
    }
    return current;
  }

  /** The repo a working copy is a clone of, in the store the words mean. */
  synchronized GitRemote remote(Checkout checkout) {
    GitRemote known = remotes.get(checkout.folder());
    if (known != null) {
      return known;
    }
    String origin = checkout.origin().orElse("");
    String name =
        origin.replaceFirst("/+$", "").replaceFirst(".*/", "").replaceFirst("\\.git$", "");
    Optional<RepoInfo> found = dev.repostore.Names.isRepo(name)
        ? session.store().find(name).filter(repo -> isSame(origin, repo.remote()))
        : Optional.empty();
    GitRemote remote = found
        .map(repo -> session.remote(repo.name()))
        .orElseThrow(() -> new InvalidRequestException(
            "folder",
            "The working copy is no clone of a repo in this store: its origin is '"
                + Visible.line(origin) + "'. Say use(…) for the store it came from."));
    remotes.put(checkout.folder(), remote);
    return remote;
  }

  /** The embedded store is at another port each time, of this same machine. */
  private static boolean isSame(String origin, URI remote) {
    try {
      URI there = URI.create(origin);
      boolean local = "127.0.0.1".equals(there.getHost()) && "127.0.0.1".equals(remote.getHost());
      return there.equals(remote) || (local && there.getPath().equals(remote.getPath()));
    } catch (IllegalArgumentException noUrl) {
      return false;
    }
  }

  synchronized void close() {
    open.values().forEach(Checkout::close);
    open.clear();
    remotes.clear();
    current = null;
  }
}
