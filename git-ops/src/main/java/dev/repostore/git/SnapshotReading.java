package dev.repostore.git;

import dev.repostore.Blob;
import dev.repostore.Commit;
import dev.repostore.EntryType;
import dev.repostore.InvalidRequestException;
import dev.repostore.TreeEntry;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;

/** One question about the files of a commit, whose trees are here and whose files may not be. */
final class SnapshotReading {

  /** How many files to fetch at a time in a search: it may be over before the rest is needed. */
  private static final int BATCH = 500;

  private final Operation operation;
  private final Repository scratch;
  private final RemoteObjects remote;
  private final ObjectId tree;

  SnapshotReading(Operation operation, Repository scratch, Commit commit) {
    this.operation = operation;
    this.scratch = scratch;
    this.remote = new RemoteObjects(operation, scratch);
    this.tree = ObjectId.fromString(commit.treeHash());
  }

  /** A name in a tree, before its size is known. */
  private record Named(String path, FileMode mode, ObjectId id) {
    boolean isFile() {
      return mode.getObjectType() == Constants.OBJ_BLOB;
    }
  }

  List<FileEntry> list(String folder) throws IOException {
    return sized(in(folder, folder.isEmpty() ? "" : folder + "/", false));
  }

  /** What is in a folder, whose trees are here; asks for no more. */
  List<TreeEntry> names(String folder) throws IOException {
    return in(folder, "", false).stream()
        .map(named -> {
          String hash = named.id().name();
          return new TreeEntry(named.path(), type(named.mode()), hash);
        })
        .toList();
  }

  private List<Named> in(String folder, String prefix, boolean recursive) throws IOException {
    if (folder.isEmpty()) {
      return walk(tree, prefix, recursive);
    }
    Named found = find(folder).orElseThrow(() -> noFolder(folder));
    if (!found.mode().equals(FileMode.TREE)) {
      throw noFolder(folder);
    }
    return walk(found.id(), prefix, recursive);
  }

  private static RevisionNotFoundException noFolder(String folder) {
    return new RevisionNotFoundException(
        "There is no folder '" + PathRule.printable(folder) + "' in this commit. List its parent.",
        folder);
  }

  List<FileEntry> files(String folder, int offset, int limit) throws IOException {
    requireBounds(offset, limit);
    return sized(in(folder, folder.isEmpty() ? "" : folder + "/", true).stream()
        .skip(offset)
        .limit(limit)
        .toList());
  }

  private List<Named> walk(ObjectId from, String prefix, boolean recursive) throws IOException {
    List<Named> names = new ArrayList<>();
    if (from.equals(Constants.EMPTY_TREE_ID)) {
      return names;
    }
    try (TreeWalk walk = new TreeWalk(scratch)) {
      walk.addTree(from);
      walk.setRecursive(recursive);
      walk.setFilter(NoBomb.throughout(operation::check, operation.limits().files()));
      while (walk.next()) {
        names.add(
            new Named(prefix + walk.getPathString(), walk.getFileMode(0), walk.getObjectId(0)));
      }
    }
    return names;
  }

  private Optional<Named> find(String path) throws IOException {
    if (path.isEmpty() || tree.equals(Constants.EMPTY_TREE_ID)) {
      return Optional.empty();
    }
    try (TreeWalk walk = TreeWalk.forPath(scratch, PathRule.require(path), tree)) {
      return walk == null
          ? Optional.empty()
          : Optional.of(new Named(path, walk.getFileMode(0), walk.getObjectId(0)));
    }
  }

  /** With sizes: from what is here, else the remote tells them, else the files are fetched. */
  private List<FileEntry> sized(List<Named> names) throws IOException {
    Set<ObjectId> unknown = new LinkedHashSet<>();
    for (Named name : names) {
      if (name.isFile() && !scratch.getObjectDatabase().has(name.id())) {
        unknown.add(name.id());
      }
    }
    Map<ObjectId, Long> told = ObjectSizes.ask(operation, unknown);
    unknown.removeAll(told.keySet());
    remote.blobs(unknown);
    List<FileEntry> entries = new ArrayList<>();
    try (ObjectReader reader = scratch.newObjectReader()) {
      for (Named name : names) {
        long size = -1;
        if (name.isFile()) {
          Long known = told.get(name.id());
          size = known == null ? reader.getObjectSize(name.id(), Constants.OBJ_BLOB) : known;
        }
        entries.add(new FileEntry(name.path(), type(name.mode()), name.id().name(), size));
      }
    }
    return entries;
  }

  private static EntryType type(FileMode mode) {
    return switch (mode.getBits() & FileMode.TYPE_MASK) {
      case FileMode.TYPE_TREE -> EntryType.TREE;
      case FileMode.TYPE_SYMLINK -> EntryType.SYMLINK;
      case FileMode.TYPE_GITLINK -> EntryType.GITLINK;
      default -> mode.equals(FileMode.EXECUTABLE_FILE) ? EntryType.EXEC : EntryType.BLOB;
    };
  }

  Optional<Blob> file(String path, long offset, long length) throws IOException {
    requireBounds(offset, length);
    Optional<Named> found = find(path).filter(Named::isFile);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ObjectId id = found.get().id();
    requireSmall(id);
    remote.blobs(List.of(id));
    ObjectLoader loader = scratch.open(id, Constants.OBJ_BLOB);
    operation.opened(loader.getSize());
    return Optional.of(Slice.of(loader.openStream(), loader.getSize(), offset, length));
  }

  private static void requireBounds(long offset, long length) {
    if (offset < 0 || length < 0) {
      throw new InvalidRequestException(
          offset < 0 ? "offset" : "length", "Offset and length must be 0 or more.");
    }
  }

  /** Asks before a file is fetched that is too long, where the remote tells. */
  private void requireSmall(ObjectId id) throws IOException {
    if (operation.limits().fileBytes() < Long.MAX_VALUE
        && !scratch.getObjectDatabase().has(id)) {
      operation.opened(ObjectSizes.ask(operation, Set.of(id)).getOrDefault(id, 0L));
    }
  }

  List<GrepHit> grep(Grep grep) throws IOException {
    Searching searching = new Searching(operation, grep);
    List<Named> files = walk(tree, "", true);
    files.removeIf(file ->
        !file.isFile() || file.mode().equals(FileMode.SYMLINK) || !searching.isAbout(file.path()));
    for (int from = 0; from < files.size() && !searching.isFull(); from += BATCH) {
      List<Named> batch = files.subList(from, Math.min(files.size(), from + BATCH));
      remote.blobs(batch.stream().map(Named::id).toList());
      for (Named file : batch) {
        if (!searching.isFull()) {
          ObjectLoader content = scratch.open(file.id(), Constants.OBJ_BLOB);
          operation.opened(content.getSize());
          try (InputStream in = content.openStream()) {
            searching.in(file.path(), in);
          }
        }
      }
    }
    return List.copyOf(searching.hits());
  }
}
