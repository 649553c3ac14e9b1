package dev.repostore.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdRef;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.lib.RefWriter;
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
    List<Ref> refs = refs(defaultBranch);
    Set<String> packs = PackFiles.stems(from);
    // Packs only come, unless all are packed anew: then what the refs led to may be in neither
    // list.
    if (!packs.containsAll(before)) {
      throw new NoSuchFileException("a pack of " + from);
    }
    if (!refs.isEmpty()) {
      writePackedRefs(refs, made);
    }
    copyIfThere("shallow", made);
    long objects = PackFiles.share(packs, from, made) + shareLoose(made);
    Durable.syncFolder(PackFiles.folder(made));
    Durable.syncFolder(made);
    return objects;
  }

  private List<Ref> refs(String defaultBranch) throws IOException {
    RefDatabase database = source.getRefDatabase();
    List<Ref> refs = new ArrayList<>();
    if (allRefs) {
      for (Ref ref : database.getRefsByPrefix(Constants.R_REFS)) {
        addPacked(ref, refs);
      }
    } else {
      Ref branch = database.exactRef(Constants.R_HEADS + defaultBranch);
      if (branch != null) {
        addPacked(branch, refs);
      }
    }
    return refs;
  }

  /** Adds the ref as it stands in a file of packed refs: with what it leads to if it is a tag. */
  private void addPacked(Ref ref, List<Ref> refs) throws IOException {
    ObjectId id = ref.getObjectId();
    if (id != null) {
      ObjectId peeled = source.getRefDatabase().peel(ref).getPeeledObjectId();
      refs.add(
          peeled == null
              ? new ObjectIdRef.PeeledNonTag(Ref.Storage.PACKED, ref.getName(), id)
              : new ObjectIdRef.PeeledTag(Ref.Storage.PACKED, ref.getName(), id, peeled));
    }
  }

  private static void writePackedRefs(List<Ref> refs, Path made) throws IOException {
    new RefWriter(refs) {
      @Override
      protected void writeFile(String name, byte[] content) throws IOException {
        Durable.write(made.resolve(name), content);
      }
    }.writePackedRefs();
  }

  private void copyIfThere(String name, Path made) throws IOException {
    try {
      Durable.write(made.resolve(name), Files.readAllBytes(from.resolve(name)));
    } catch (NoSuchFileException none) {
      // Most repositories are whole.
    }
  }

  private long shareLoose(Path made) throws IOException {
    long objects = 0;
    for (Path shelf : list(from.resolve("objects"))) {
      if (shelf.getFileName().toString().matches("[0-9a-f]{2}")) {
        Path place = Files.createDirectory(
            made.resolve("objects").resolve(shelf.getFileName().toString()));
        for (Path object : list(shelf)) {
          PackFiles.link(object, place.resolve(object.getFileName()));
          objects++;
        }
        Durable.syncFolder(place);
        Durable.syncFolder(made.resolve("objects"));
      }
    }
    return objects;
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
