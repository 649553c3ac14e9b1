package dev.repostore.git;

import dev.repostore.EntryType;
import dev.repostore.InvalidRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/** The files of a commit by their paths, to be changed and written as another tree. */
final class FileList {

  private record Entry(FileMode mode, ObjectId id) {}

  private final NavigableMap<String, Entry> files = new TreeMap<>();

  private FileList() {}

  /** The files of a tree; none if it is null. */
  static FileList of(Repository repository, @Nullable ObjectId tree) throws IOException {
    FileList list = new FileList();
    DirCache index = TreeIndex.of(repository, tree);
    for (int i = 0; i < index.getEntryCount(); i++) {
      DirCacheEntry entry = index.getEntry(i);
      list.files.put(entry.getPathString(), new Entry(entry.getFileMode(), entry.getObjectId()));
    }
    return list;
  }

  /** Whether the other list has the same at a path, be it a file, a folder or nothing. */
  boolean same(FileList other, String path) {
    return below(path).equals(other.below(path))
        && java.util.Objects.equals(fileAbove(path), other.fileAbove(path));
  }

  /** The file at a path and those in a folder there, by their paths. */
  private Map<String, Entry> below(String path) {
    Map<String, Entry> found = new TreeMap<>(files.subMap(path + "/", path + "0"));
    Entry file = files.get(path);
    if (file != null) {
      found.put(path, file);
    }
    return found;
  }

  /** A file where the path needs a folder; null if there is none. */
  private @Nullable String fileAbove(String path) {
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      if (files.containsKey(path.substring(0, slash))) {
        return path.substring(0, slash);
      }
    }
    return null;
  }

  void apply(FileChange change, ObjectInserter inserter) throws IOException {
    if (change instanceof FileChange.Put put) {
      Entry old = files.get(put.path());
      requirePlace(put.path());
      ObjectId id;
      try (InputStream in = put.content().open()) {
        id = inserter.insert(Constants.OBJ_BLOB, put.content().size(), in);
      }
      files.put(put.path(), new Entry(mode(put.type(), old), id));
    } else if (change instanceof FileChange.Delete delete) {
      take(delete.path());
    } else if (change instanceof FileChange.Rename rename) {
      Map<String, Entry> moved = take(rename.from());
      if (!below(rename.to()).isEmpty()) {
        throw bad(rename.to(), "is there already. Delete it first, or choose another name");
      }
      requirePlace(rename.to());
      moved.forEach(
          (path, entry) -> files.put(rename.to() + path.substring(rename.from().length()), entry));
    }
  }

  private Map<String, Entry> take(String path) {
    Map<String, Entry> taken = below(path);
    if (taken.isEmpty()) {
      throw bad(path, "is not there. List the files to see which are");
    }
    files.keySet().removeAll(taken.keySet());
    return taken;
  }

  private void requirePlace(String path) {
    String file = fileAbove(path);
    if (file != null) {
      throw bad(path, "cannot be: '" + PathRule.printable(file) + "' is a file and no folder");
    }
    if (!files.subMap(path + "/", path + "0").isEmpty()) {
      throw bad(path, "is a folder. Delete that first");
    }
  }

  private static InvalidRequestException bad(String path, String why) {
    return new InvalidRequestException(
        "path", "The path '" + PathRule.printable(path) + "' " + why + ".");
  }

  private static FileMode mode(@Nullable EntryType type, @Nullable Entry old) {
    if (type == null) {
      return old == null || old.mode().equals(FileMode.GITLINK.getBits())
          ? FileMode.REGULAR_FILE
          : old.mode();
    }
    return switch (type) {
      case EXEC -> FileMode.EXECUTABLE_FILE;
      case SYMLINK -> FileMode.SYMLINK;
      default -> FileMode.REGULAR_FILE;
    };
  }

  /** Stores the trees; the root's hash. */
  ObjectId write(ObjectInserter inserter) throws IOException {
    List<DirCacheEntry> entries = new ArrayList<>();
    files.forEach((path, entry) -> {
      DirCacheEntry made = new DirCacheEntry(path);
      made.setFileMode(entry.mode());
      made.setObjectId(entry.id());
      entries.add(made);
    });
    DirCache index = DirCache.newInCore();
    DirCacheBuilder builder = index.builder();
    entries.forEach(builder::add);
    builder.finish();
    return index.writeTree(inserter);
  }
}
