package dev.repostore.mcp;

import dev.repostore.RepoInfo;
import dev.repostore.RepoStoreException;
import dev.repostore.git.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a working copy is a clone of, as it is noted there: a remote's URL does not say, and the
 * embedded store's is another one each time.
 *
 * @param store the store's name when it was cloned; another server may know it by another one
 * @param repo the repo's name as the server that cloned it saw it
 * @param id the repo's id, which no other repo of any store has
 * @param scope what that server left out before the name; empty if nothing, or if it did not say
 */
record CloneNote(String store, String repo, String id, String scope) {

  private static final String FILE = "repostore.json";
  private static final int LONGEST = 4_096;

  /** Notes what a fresh clone is of. */
  static void write(Call call, Checkout checkout, RepoInfo repo) throws IOException {
    Map<String, Object> note = new LinkedHashMap<>();
    note.put("store", call.storeName());
    note.put("repo", repo.name());
    note.put("id", repo.id());
    note.put("scope", call.rules().scope() == null ? "" : call.rules().scope());
    Files.write(file(checkout.folder()), Json.bytes(note), StandardOpenOption.CREATE_NEW);
  }

  /** The note of a working copy, if it was cloned here and can be read. */
  static Optional<CloneNote> of(Path folder) throws IOException {
    return read(file(folder));
  }

  private static Optional<CloneNote> read(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LONGEST) {
      return Optional.empty();
    }
    try {
      Arguments note =
          new Arguments(Json.object(Files.readString(file).getBytes(StandardCharsets.UTF_8)));
      return Optional.of(new CloneNote(
          note.text("store"),
          note.text("repo"),
          note.text("id"),
          note.find("scope").orElse("")));
    } catch (IOException | RepoStoreException malformed) {
      return Optional.empty();
    }
  }

  private static Path file(Path folder) {
    return folder.resolve(".git").resolve(FILE);
  }

  /**
   * Whether a server may see what is in a folder of the workspace: one that is held to a scope sees
   * no clone of a repo outside it, nor what lies in one, such as Git's own folder or a submodule.
   */
  static boolean isSeen(Call call, Path folder) throws IOException {
    @Nullable String scope = call.rules().scope();
    if (scope == null) {
      return true;
    }
    Path root = call.workspace().root();
    for (Path at = folder; at != null && at.startsWith(root); at = at.getParent()) {
      for (Path file : List.of(file(at), at.resolve(FILE))) {
        Optional<CloneNote> note = read(file);
        if (note.isPresent() && !note.get().isIn(call, scope)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isIn(Call call, String wanted) {
    return scope.startsWith(wanted) || home(call).isPresent();
  }

  /** The repo's name as this server sees it. */
  String name(Call call) {
    String whole = scope + repo;
    @Nullable String ours = call.rules().scope();
    if (ours == null) {
      return whole;
    }
    return whole.startsWith(ours) ? whole.substring(ours.length()) : repo;
  }

  /** The name of the open store that has this very repo, whatever it was called then. */
  Optional<String> home(Call call) {
    List<String> names = new ArrayList<>(call.storeNames());
    if (names.remove(store)) {
      names.add(0, store);
    }
    return names.stream().filter(name -> isOf(call, name)).findFirst();
  }

  /** That the one which is named cannot be asked is to be told; the others are only guesses. */
  private boolean isOf(Call call, String name) {
    try {
      return call.store(name)
          .find(name(call))
          .filter(found -> found.id().equals(id))
          .isPresent();
    } catch (RepoStoreException unreachable) {
      if (name.equals(store)) {
        throw unreachable;
      }
      return false;
    }
  }
}
