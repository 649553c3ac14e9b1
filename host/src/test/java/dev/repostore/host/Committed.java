package dev.repostore.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;

/** Puts commits into a bare repository as a push does: one pack, then one ref. */
final class Committed {

  private static final PersonIdent ANN = new PersonIdent(
      "Ann", "ann@example.org", Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

  private Committed() {}

  /** A commit with one file, on top of what the ref has; sets the ref. */
  static ObjectId add(Repository git, String ref, String file, String text) {
    try (ObjectInserter pack = ((ObjectDirectory) git.getObjectDatabase()).newPackInserter()) {
      DirCache files = DirCache.newInCore();
      DirCacheEntry entry = new DirCacheEntry(file);
      entry.setFileMode(FileMode.REGULAR_FILE);
      entry.setObjectId(pack.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8)));
      DirCacheBuilder builder = files.builder();
      builder.add(entry);
      builder.finish();
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(files.writeTree(pack));
      ObjectId parent = git.resolve(ref);
      if (parent != null) {
        commit.setParentId(parent);
      }
      commit.setAuthor(ANN);
      commit.setCommitter(ANN);
      commit.setMessage("Write " + file);
      ObjectId id = pack.insert(commit);
      pack.flush();
      set(git, ref, id);
      return id;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** An annotated tag. */
  static ObjectId tag(Repository git, String name, ObjectId of) throws IOException {
    try (ObjectInserter pack = ((ObjectDirectory) git.getObjectDatabase()).newPackInserter()) {
      TagBuilder tag = new TagBuilder();
      tag.setObjectId(of, Constants.OBJ_COMMIT);
      tag.setTag(name);
      tag.setTagger(ANN);
      tag.setMessage(name);
      ObjectId id = pack.insert(tag);
      pack.flush();
      set(git, Constants.R_TAGS + name, id);
      return id;
    }
  }

  private static void set(Repository git, String ref, ObjectId id) throws IOException {
    RefUpdate update = git.updateRef(ref);
    update.setNewObjectId(id);
    RefUpdate.Result result = update.forceUpdate();
    if (result != RefUpdate.Result.NEW
        && result != RefUpdate.Result.FAST_FORWARD
        && result != RefUpdate.Result.FORCED) {
      throw new IOException(ref + ": " + result);
    }
  }
}
