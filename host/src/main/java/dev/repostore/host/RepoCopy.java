package dev.repostore.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.lib.Repository;

/**
 * A copy of a repository that shares its packs by hard links: it costs the number of packs and
 * refs, not of objects or bytes, and from then on neither has anything to do with the other.
 *
 * <p>Where not all refs are copied, the shared packs hold objects that none of the copy's refs
 * leads to. The Git endpoint hands out only what a ref leads to, so nobody sees them.
 */
final class RepoCopy {

  private static final int MOST_TRIES = 5;

  private static final String PACKED_REFS = "# pack-refs with: peeled fully-peeled sorted \n";

  private final Repository source;
  private final Path from;
  private final boolean allRefs;

  RepoCopy(Repository source, boolean allRefs) {
    this.source = source;
    this.from = source.getDirectory().toPath();
    this.allRefs = allRefs;
  }

  /** Makes a folder that is not there; how many objects it has. */
  long into(Path made, String defaultBranch) throws IOException {
    for (int left = MOST_TRIES - 1; ; left--) {
      try {
        return attempt(made, defaultBranch);
      } catch (NoSuchFileException packedAway) {
        Durable.remove(made);
        if (left == 0) {
          throw packedAway;
        }
      } catch (IOException | RuntimeException failed) {
        Durable.remove(made);
        throw failed;
      }
    }
  }

  private long attempt(Path made, String defaultBranch) throws IOException {
    BareFolder.make(made, defaultBranch);
    Set<String> before = PackFiles.stems(from);
    SortedMap<String, String> refs = refs(defaultBranch);
    // Refs, loose objects, packs: an object only ever moves the same way, so none slips through.
    long loose = LooseFiles.share(from, made);
    Set<String> packs = PackFiles.stems(from);
    // Unless all was packed anew since: then what the refs led to may be in neither list.
    if (!packs.containsAll(before)) {
      throw new NoSuchFileException("a pack of " + from);
    }
    if (!refs.isEmpty()) {
      writeRefs(refs, made);
    }
    copyIfThere("shallow", made);
    long packed = PackFiles.share(packs, from, made);
    return loose + packed;
  }

  /** The refs to copy, as lines of a file of packed refs by their names. */
  private SortedMap<String, String> refs(String defaultBranch) throws IOException {
    RefDatabase database = source.getRefDatabase();
    SortedMap<String, String> lines = new TreeMap<>();
    if (allRefs) {
      for (Ref ref : database.getRefsByPrefix(Constants.R_REFS)) {
        add(ref, lines);
      }
    } else {
      Ref branch = database.exactRef(Constants.R_HEADS + defaultBranch);
      if (branch != null) {
        add(branch, lines);
      }
    }
    return lines;
  }

  private void add(Ref ref, Map<String, String> lines) throws IOException {
    ObjectId id = ref.getObjectId();
    if (id != null) {
      ObjectId peeled = source.getRefDatabase().peel(ref).getPeeledObjectId();
      lines.put(
          ref.getName(),
          id.name() + " " + ref.getName() + "\n"
              + (peeled == null ? "" : "^" + peeled.name() + "\n"));
    }
  }

  private static void writeRefs(SortedMap<String, String> lines, Path made) throws IOException {
    String text = PACKED_REFS + String.join("", lines.values());
    Durable.write(made.resolve("packed-refs"), text.getBytes(StandardCharsets.UTF_8));
  }

  private void copyIfThere(String name, Path made) throws IOException {
    try {
      Durable.write(made.resolve(name), Files.readAllBytes(from.resolve(name)));
    } catch (NoSuchFileException none) {
      // Most repositories are whole.
    }
  }
}
