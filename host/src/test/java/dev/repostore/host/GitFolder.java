package dev.repostore.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

/** A bare repository on disk that a test fills object by object. */
final class GitFolder implements AutoCloseable {

  static final PersonIdent ANN = new PersonIdent(
      "Ann", "ann@example.org", Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

  final Repository repo;

  private GitFolder(Repository repo) {
    this.repo = repo;
  }

  static GitFolder create(Path folder) throws IOException {
    FileRepository repo = new FileRepository(folder.toFile());
    repo.create(true);
    repo.updateRef(Constants.HEAD).link("refs/heads/main");
    return new GitFolder(repo);
  }

  Path folder() {
    return repo.getDirectory().toPath();
  }

  ObjectId blob(String text) throws IOException {
    return insert(Constants.OBJ_BLOB, text.getBytes(UTF_8));
  }

  ObjectId insert(int type, byte[] bytes) throws IOException {
    try (ObjectInserter inserter = repo.newObjectInserter()) {
      ObjectId id = inserter.insert(type, bytes);
      inserter.flush();
      return id;
    }
  }

  /** A tree of plain files, folders made as needed. */
  ObjectId tree(Map<String, String> files) throws IOException {
    Map<String, Entry> entries = new TreeMap<>();
    for (Map.Entry<String, String> file : files.entrySet()) {
      entries.put(file.getKey(), new Entry(FileMode.REGULAR_FILE, blob(file.getValue())));
    }
    return treeOf(entries);
  }

  ObjectId treeOf(Map<String, Entry> entries) throws IOException {
    DirCache index = DirCache.newInCore();
    DirCacheBuilder builder = index.builder();
    entries.forEach((path, entry) -> {
      DirCacheEntry line = new DirCacheEntry(path);
      line.setFileMode(entry.mode());
      line.setObjectId(entry.id());
      builder.add(line);
    });
    builder.finish();
    try (ObjectInserter inserter = repo.newObjectInserter()) {
      ObjectId id = index.writeTree(inserter);
      inserter.flush();
      return id;
    }
  }

  ObjectId commit(String message, ObjectId tree, ObjectId... parents) throws IOException {
    CommitBuilder commit = new CommitBuilder();
    commit.setTreeId(tree);
    commit.setParentIds(parents);
    commit.setAuthor(ANN);
    commit.setCommitter(ANN);
    commit.setMessage(message);
    try (ObjectInserter inserter = repo.newObjectInserter()) {
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      return id;
    }
  }

  void ref(String name, ObjectId id) throws IOException {
    RefUpdate update = repo.updateRef(name);
    update.setNewObjectId(id);
    update.setForceUpdate(true);
    update.disableRefLog();
    update.update();
  }

  @Override
  public void close() {
    repo.close();
  }

  /** What a path in a tree is. */
  record Entry(FileMode mode, ObjectId id) {}
}
