package dev.repostore.mcp;

import dev.repostore.InvalidRequestException;
import dev.repostore.RepoInfo;
import dev.repostore.git.Checkout;
import dev.repostore.git.GitRemote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Working copies in the workspace, each with a note of the repo it came from: a remote's URL does
 * not say, and the embedded store's is another one each time.
 */
final class Copies {

  private static final String NOTE = "repostore.json";
  private static final int LONGEST_NOTE = 4_096;

  private Copies() {}

  /** Opens the working copy a call names. To be closed. */
  static Checkout open(Call call) {
    return Checkout.open(call.workspace(), path(call.text("folder")));
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

  /** Whether a clone into a folder would be refused. */
  static boolean isTaken(Call call, String folder) throws IOException {
    Path place = call.workspace().root().resolve(path(folder));
    if (Files.isDirectory(place)) {
      try (Stream<Path> inside = Files.list(place)) {
        return inside.findAny().isPresent();
      }
    }
    return Files.exists(place, LinkOption.NOFOLLOW_LINKS);
  }

  /** Notes what a fresh clone is of. */
  static void note(Call call, Checkout checkout, RepoInfo repo) throws IOException {
    Map<String, Object> note = new LinkedHashMap<>();
    note.put("store", call.storeName());
    note.put("repo", repo.name());
    note.put("id", repo.id());
    Files.write(
        checkout.folder().resolve(".git").resolve(NOTE),
        Json.bytes(note),
        StandardOpenOption.CREATE_NEW);
  }

  /** The remote of {@link #repo}. */
  static GitRemote remote(Call call, Checkout checkout) throws IOException {
    return call.remote(call.store().repo(repo(call, checkout)));
  }

  /**
   * The name of the repo a working copy came from, or of the one the call names.
   *
   * @throws InvalidRequestException if that is not known, or is another repo by now
   */
  static String repo(Call call, Checkout checkout) throws IOException {
    if (call.arguments().has("repo")) {
      return call.text("repo");
    }
    Arguments note = new Arguments(read(checkout));
    if (!note.find("store").equals(java.util.Optional.of(call.storeName()))) {
      throw new InvalidRequestException(
          "repo", "It is not known which repo this folder is a clone of. Name it as repo.");
    }
    RepoInfo repo = call.store().get(note.text("repo"));
    if (!repo.id().equals(note.text("id"))) {
      throw new InvalidRequestException(
          "repo",
          "The repo '" + repo.name() + "' was made again since this clone: it is another one now. "
              + "Name it as repo if that is what you want.");
    }
    return repo.name();
  }

  private static Map<String, Object> read(Checkout checkout) throws IOException {
    Path file = checkout.folder().resolve(".git").resolve(NOTE);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LONGEST_NOTE) {
      return Map.of();
    }
    try {
      return Json.object(Files.readString(file).getBytes(StandardCharsets.UTF_8));
    } catch (IOException malformed) {
      return Map.of();
    }
  }
}
