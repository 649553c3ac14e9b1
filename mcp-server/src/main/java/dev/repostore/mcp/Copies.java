package dev.repostore.mcp;

import dev.repostore.InvalidRequestException;
import dev.repostore.RepoInfo;
import dev.repostore.git.Checkout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Working copies in the workspace, each with a {@link CloneNote} of the repo it came from. */
final class Copies {

  private Copies() {}

  /** Opens the working copy a call names. To be closed. */
  static Checkout open(Call call) throws IOException {
    Checkout checkout = Checkout.open(call.workspace(), path(call.text("folder")));
    boolean seen = false;
    try {
      seen = CloneNote.isSeen(call, checkout.folder());
    } finally {
      if (!seen) {
        checkout.close();
      }
    }
    if (!seen) { // told as if it were not there
      throw new RefusedException(
          "checkout_unusable",
          "There is no Git repository in '" + checkout.folder()
              + "'. Call clone, and pass the folder it tells.");
    }
    return checkout;
  }

  /** The folder as it is told: from the workspace's root. */
  static String shown(Call call, Checkout checkout) {
    return call.workspace().root().relativize(checkout.folder()).toString();
  }

  static Path path(String folder) {
    try {
      Path path = Path.of(folder);
      if (folder.isBlank() || path.isAbsolute() || path.normalize().toString().isEmpty()) {
        throw new InvalidRequestException(
            "folder", "Name a folder inside the workspace, such as 'hello'.");
      }
      return path;
    } catch (java.nio.file.InvalidPathException malformed) {
      throw new InvalidRequestException("folder", "This is no name of a folder.");
    }
  }

  /** The files in conflict that still have the markers of it, of those paths or of all. */
  static List<String> marked(Checkout checkout, List<String> conflicted, List<String> paths)
      throws IOException {
    List<String> marked = new ArrayList<>();
    for (String path : conflicted) {
      if ((paths.isEmpty() || isAmong(path, paths)) && Markers.in(checkout.folder(), path)) {
        marked.add(path);
      }
    }
    return marked;
  }

  /** Whether a path is one of some, or in a folder that is. */
  static boolean isAmong(String path, List<String> paths) {
    return paths.stream().anyMatch(one -> path.equals(one) || path.startsWith(one + "/"));
  }

  /** Makes a branch and switches to it; leaves none behind if that fails. */
  static void startBranch(Checkout checkout, String name, String from) {
    checkout.branches().create(name, from);
    try {
      checkout.switchTo(name);
    } catch (RuntimeException failed) {
      boolean interrupted = Thread.interrupted(); // or it would not be taken back
      try {
        checkout.branches().delete(name, true);
      } catch (RuntimeException stuck) {
        failed.addSuppressed(stuck);
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      throw failed;
    }
  }

  /** Notes what a fresh clone is of. */
  static void note(Call call, Checkout checkout, RepoInfo repo) throws IOException {
    CloneNote.write(call, checkout, repo);
  }

  /**
   * The name of the repo a working copy came from, or of the one the call names; from now on the
   * call is about the store that has it.
   *
   * @throws InvalidRequestException if that is not known, is another repo by now, or is in another
   *     store than the call names
   */
  static String repo(Call call, Checkout checkout) throws IOException {
    Optional<CloneNote> noted = CloneNote.of(checkout.folder());
    if (noted.isPresent()) {
      return repo(call, noted.get());
    }
    if (call.arguments().has("repo")) {
      return call.text("repo");
    }
    throw new InvalidRequestException(
        "repo", "It is not known which repo this folder is a clone of. Name it as repo.");
  }

  private static String repo(Call call, CloneNote note) {
    Optional<String> home = note.home(call);
    String store = home.orElse(note.store());
    String repo = note.name(call);
    String cloned = "This folder is a clone of the repo '" + repo + "' in store '" + store + "'";
    if (!call.storeNames().contains(store)) {
      throw new InvalidRequestException(
          "store",
          cloned + ", which is not open under any name. Open are: "
              + String.join(", ", call.storeNames()) + ". Have the server started with --store "
              + store + "=URL as well, or clone from a store that is open.");
    }
    if (call.arguments().has("store") && !call.storeName().equals(store)) {
      throw new InvalidRequestException(
          "store",
          cloned + ", not in '" + call.storeName() + "'. Leave store out, or clone the repo you "
              + "mean from there.");
    }
    call.settle(store);
    if (call.arguments().has("repo")) {
      return call.text("repo");
    }
    if (home.isEmpty()) {
      throw new InvalidRequestException(
          "repo",
          "The repo '" + call.store().get(repo).name() + "' in store '" + store
              + "' was made again since this clone: it is another one now. Name it as repo if that "
              + "is what you want.");
    }
    return repo;
  }
}
