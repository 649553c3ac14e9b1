package dev.repostore.git;

import dev.repostore.InvalidRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.jspecify.annotations.Nullable;

/** Records in the index what a scan finds: new, changed and missing files alike. */
final class Staging implements WorkScan.Visitor {

  private final ObjectInserter inserter;
  private final Collection<String> named;
  private final Map<String, DirCacheEditor.PathEdit> edits = new LinkedHashMap<>();

  private final List<String> resolved = new ArrayList<>();

  private Staging(ObjectInserter inserter, Collection<String> named) {
    this.inserter = inserter;
    this.named = named;
  }

  /** @param paths files and folders; everything if there are none */
  static void stage(LocalRepo local, List<String> paths) throws IOException {
    local.files();
    paths.forEach(PathRule::require);
    DirCache index = local.repository().lockDirCache();
    try (ObjectInserter inserter = local.repository().newObjectInserter()) {
      Staging staging = new Staging(inserter, paths);
      new WorkScan(local.repository(), index).only(paths).visit(staging);
      for (String path : paths) {
        staging.requireKnown(local, index, path);
      }
      inserter.flush();
      staging.commit(index);
    } finally {
      index.unlock();
    }
  }

  private void commit(DirCache index) throws IOException {
    if (edits.isEmpty()) {
      return;
    }
    DirCacheEditor editor = index.editor();
    // The sides of a conflict go first: an edit would keep the first of them.
    resolved.forEach(path -> editor.add(new DirCacheEditor.DeletePath(path)));
    edits.values().forEach(editor::add);
    if (!editor.commit()) {
      throw new IOException("the index could not be replaced");
    }
  }

  /** A name that nothing goes by is a mistake, if it is not a file as the index has it. */
  private void requireKnown(LocalRepo local, DirCache index, String path) {
    boolean known = edits.containsKey(path)
        || index.findEntry(path) >= 0
        || index.getEntriesWithin(path).length > 0
        || edits.keySet().stream().anyMatch(edit -> edit.startsWith(path + "/"));
    if (!known) {
      boolean there = Files.exists(local.files().resolve(path), LinkOption.NOFOLLOW_LINKS);
      throw new InvalidRequestException(
          "paths",
          there
              ? "There is nothing to stage in '" + PathRule.printable(path)
                  + "': Git is told to ignore it, or it is an empty folder."
              : "There is no file '" + PathRule.printable(path)
                  + "' to stage. status() lists what has changed.");
    }
  }

  @Override
  public void untracked(String path, FileTreeIterator file) throws IOException {
    // A repository inside another is taken for a submodule only by who names it.
    if (!FileMode.GITLINK.equals(file.getEntryRawMode()) || named.contains(path)) {
      boolean plain = FileMode.EXECUTABLE_FILE.equals(file.getEntryRawMode())
          && !file.getOptions().isFileMode();
      put(path, file, plain ? FileMode.REGULAR_FILE : file.getEntryFileMode());
    }
  }

  @Override
  public void modified(DirCacheIterator tracked, FileTreeIterator file) throws IOException {
    put(tracked.getEntryPathString(), file, file.getIndexFileMode(tracked));
  }

  @Override
  public void moved(DirCacheEntry entry, ObjectId head) {
    edits.put(entry.getPathString(), new DirCacheEditor.PathEdit(entry.getPathString()) {
      @Override
      public void apply(DirCacheEntry staged) {
        staged.setFileMode(FileMode.GITLINK);
        staged.setObjectId(head);
      }
    });
  }

  @Override
  public void missing(DirCacheEntry entry) {
    edits.put(entry.getPathString(), new DirCacheEditor.DeletePath(entry));
  }

  @Override
  public void conflicted(DirCacheIterator tracked, @Nullable FileTreeIterator file)
      throws IOException {
    if (file == null) {
      missing(tracked.getDirCacheEntry());
    } else {
      resolved.add(tracked.getEntryPathString());
      put(tracked.getEntryPathString(), file, file.getEntryFileMode());
    }
  }

  private void put(String path, FileTreeIterator file, FileMode mode) throws IOException {
    if (path.indexOf('\ufffd') >= 0) {
      throw new PathRefusedException(
          path,
          "its name is not written in UTF-8, or Java was started in a locale that has no such"
              + " character. Rename it, or start Java with LC_ALL=C.UTF-8.");
    }
    if (FileMode.SYMLINK.equals(mode)) {
      PathRule.requireLink(path);
    } else {
      PathRule.require(path);
    }
    ObjectId id = FileMode.GITLINK.equals(mode) ? file.getEntryObjectId() : insert(file);
    long length = file.getEntryLength();
    Instant modified = file.getEntryLastModifiedInstant();
    edits.put(path, new DirCacheEditor.PathEdit(path) {
      @Override
      public void apply(DirCacheEntry entry) {
        entry.setFileMode(mode);
        entry.setObjectId(id);
        entry.setLength(length);
        entry.setLastModified(modified);
        entry.setAssumeValid(false);
      }
    });
  }

  private ObjectId insert(FileTreeIterator file) throws IOException {
    try (InputStream in = file.openEntryStream()) {
      return inserter.insert(Constants.OBJ_BLOB, file.getEntryContentLength(), in);
    }
  }
}
