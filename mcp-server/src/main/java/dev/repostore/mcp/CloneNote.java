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

/**
 * What a working copy is a clone of, as it is noted there: a remote's URL does not say, and the
 * embedded store's is another one each time.
 *
 * @param store the store's name when it was cloned; another server may know it by another one
 * @param repo the repo's name
 * @param id the repo's id, which no other repo of any store has
 */
record CloneNote(String store, String repo, String id) {

  private static final String FILE = "repostore.json";
  private static final int LONGEST = 4_096;

  /** Notes what a fresh clone is of. */
  static void write(Call call, Checkout checkout, RepoInfo repo) throws IOException {
    Map<String, Object> note = new LinkedHashMap<>();
    note.put("store", call.storeName());
    note.put("repo", repo.name());
    note.put("id", repo.id());
    Files.write(file(checkout), Json.bytes(note), StandardOpenOption.CREATE_NEW);
  }

  /** The note of a working copy, if it was cloned here and can be read. */
  static Optional<CloneNote> of(Checkout checkout) throws IOException {
    Path file = file(checkout);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LONGEST) {
      return Optional.empty();
    }
    try {
      Arguments note =
          new Arguments(Json.object(Files.readString(file).getBytes(StandardCharsets.UTF_8)));
      return Optional.of(new CloneNote(note.text("store"), note.text("repo"), note.text("id")));
    } catch (IOException | RepoStoreException malformed) {
      return Optional.empty();
    }
  }

  private static Path file(Checkout checkout) {
    return checkout.folder().resolve(".git").resolve(FILE);
  }

  /** The name of the open store that has this very repo, whatever it was called then. */
  Optional<String> home(Call call) {
    List<String> names = new ArrayList<>(call.storeNames());
    if (names.remove(store)) {
      names.add(0, store);
    }
    return names.stream().filter(name -> isIn(call, name)).findFirst();
  }

  /** That the one which is named cannot be asked is to be told; the others are only guesses. */
  private boolean isIn(Call call, String name) {
    try {
      return call.store(name).find(repo).filter(found -> found.id().equals(id)).isPresent();
    } catch (RepoStoreException unreachable) {
      if (name.equals(store)) {
        throw unreachable;
      }
      return false;
    }
  }
}
