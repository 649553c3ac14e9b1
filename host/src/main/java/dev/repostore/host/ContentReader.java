package dev.repostore.host;

import dev.repostore.Blob;
import dev.repostore.Commit;
import dev.repostore.TreeEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/**
 * What is in one Git repository: commits, folders and files, read without a clone. Thread-safe. A
 * malformed hash or path is refused, a thing that is not there is empty, and an object that is
 * there but cannot be read is {@link HostErrors#corrupt}.
 *
 * <p>A hash finds any object the repository stores, whether or not a ref reaches it (a deleted
 * branch before it is cleaned up; in a fork of one branch, the rest of its source). Git clients get
 * reachable objects only; content reads need the account's API token, which covers the source and
 * every fork as well, and checking each hash would walk the whole history wherever there is no
 * bitmap.
 */
final class ContentReader {

  private final Repository repo;
  private final boolean liveQuirks;

  /** Strict; the repository stays the caller's to close. */
  ContentReader(Repository repo) {
    this(repo, false);
  }

  /** @param liveQuirks whether refs and wrong hashes are answered as the live service does */
  ContentReader(Repository repo, boolean liveQuirks) {
    this.repo = repo;
    this.liveQuirks = liveQuirks;
  }

  /**
   * Commits along first parents, newest first; empty if the ref is unknown or leads to no commit.
   */
  List<Commit> log(@Nullable String ref, int limit, int offset) {
    return walking(walk -> {
      walk.setRetainBody(false);
      List<Commit> commits = new ArrayList<>();
      RevCommit next = commitAt(walk, ref).orElse(null);
      for (long i = 0; next != null && i < (long) offset + limit; i++) {
        if (i >= offset) {
          commits.add(commitOf(walk, next));
        }
        next = next.getParentCount() == 0 ? null : walk.parseCommit(next.getParent(0));
      }
      return commits;
    });
  }

  /** One commit; empty if there is none of that hash. */
  Optional<Commit> commit(String hash) {
    ObjectId id = parse(hash);
    return walking(walk -> {
      if (!walk.getObjectReader().has(id)) {
        return Optional.empty();
      }
      return walk.parseAny(id) instanceof RevCommit commit
          ? Optional.of(commitOf(walk, commit))
          : Optional.empty();
    });
  }

  /**
   * One folder in Git's order, without its subfolders; empty if no tree has that hash. The live
   * service calls a commit's hash corrupt, and so does this under live quirks.
   */
  Optional<List<TreeEntry>> tree(String hash) {
    ObjectId id = parse(hash);
    return walking(walk -> {
      ObjectReader reader = walk.getObjectReader();
      if (!reader.has(id)) {
        return Optional.empty();
      }
      int type = reader.open(id).getType();
      if (liveQuirks && type == Constants.OBJ_COMMIT) {
        throw HostErrors.corrupt(null);
      }
      return type == Constants.OBJ_TREE ? Optional.of(entries(reader, id)) : Optional.empty();
    });
  }

  /** A file's bytes, read as they are asked for; empty if no blob has that hash. */
  Optional<Blob> blob(String hash) {
    ObjectId id = parse(hash);
    return walking(walk -> StoredBlob.open(repo, id));
  }

  /** The bytes of the file at {@code path}, or of a symbolic link's target. */
  Optional<Blob> file(String ref, String path) {
    return fileHash(ref, path).flatMap(this::blob);
  }

  /**
   * The hash of the blob at {@code path}, cheap enough for an ETag; empty if there is no such ref
   * or path, or if it is a folder or a submodule.
   */
  Optional<String> fileHash(String ref, String path) {
    checkPath(path);
    return walking(walk -> {
      Optional<RevCommit> commit = commitAt(walk, ref);
      if (commit.isEmpty()) {
        return Optional.empty();
      }
      try (TreeWalk found =
          TreeWalk.forPath(walk.getObjectReader(), path, commit.get().getTree())) {
        return found == null || found.getFileMode().getObjectType() != Constants.OBJ_BLOB
            ? Optional.empty()
            : Optional.of(found.getObjectId(0).name());
      }
    });
  }

  /** What is read of the repository's objects. */
  private interface Walk<T> {
    T with(RevWalk walk) throws IOException;
  }

  /** Reads, and says so if an object is damaged. */
  private <T> T walking(Walk<T> reading) {
    try (RevWalk walk = new RevWalk(repo)) {
      return reading.with(walk);
    } catch (IOException | RuntimeException | OutOfMemoryError unreadable) {
      throw HostErrors.unreadable(unreadable);
    }
  }

  private Optional<RevCommit> commitAt(RevWalk walk, @Nullable String ref) throws IOException {
    Optional<ObjectId> id = (liveQuirks ? RefNames.LIVE : RefNames.STRICT).resolve(repo, ref);
    // Only a hash the caller made up may be missing; what a ref names must be there.
    boolean madeUp = ref != null && ObjectId.isId(ref);
    if (id.isEmpty() || (madeUp && !walk.getObjectReader().has(id.get()))) {
      return Optional.empty();
    }
    RevObject object = walk.peel(walk.parseAny(id.get()));
    return object instanceof RevCommit commit ? Optional.of(commit) : Optional.empty();
  }

  private static Commit commitOf(RevWalk walk, RevCommit commit) throws IOException {
    walk.parseBody(commit);
    Commit read = Commits.of(commit);
    commit.disposeBody();
    return read;
  }

  private static List<TreeEntry> entries(ObjectReader reader, ObjectId tree) throws IOException {
    List<TreeEntry> entries = new ArrayList<>();
    for (CanonicalTreeParser at = new CanonicalTreeParser(null, reader, tree);
        !at.eof();
        at.next()) {
      FileMode mode = at.getEntryFileMode();
      entries.add(new TreeEntry(
          at.getEntryPathString(), Commits.type(mode), at.getEntryObjectId().name()));
    }
    return entries;
  }

  private static ObjectId parse(String hash) {
    if (!ObjectId.isId(hash)) {
      throw HostErrors.invalidHash(hash);
    }
    return ObjectId.fromString(hash);
  }

  private static void checkPath(String path) {
    for (String segment : path.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw HostErrors.invalid(
            HostErrors.INVALID_INPUT,
            "path",
            "The path must lead from the root to a file: names parted by '/', none of them empty, '.' or '..'.");
      }
    }
  }
}
