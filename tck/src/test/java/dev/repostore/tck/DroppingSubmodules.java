package dev.repostore.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Leaves submodules out of what is pushed, and says nothing. */
final class DroppingSubmodules extends ReceivePack {

  private final GoodRepo repo;

  DroppingSubmodules(GoodRepo repo) {
    super(repo.git);
    this.repo = repo;
  }

  @Override
  protected void executeCommands() {
    super.executeCommands();
    try (RevWalk walk = new RevWalk(repo.git);
        ObjectInserter inserter = repo.git.newObjectInserter()) {
      for (ReceiveCommand command : filterCommands(ReceiveCommand.Result.OK)) {
        if (command.getType() != ReceiveCommand.Type.DELETE
            && walk.parseAny(command.getNewId()) instanceof RevCommit pushed) {
          replace(command, pushed, inserter);
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void replace(ReceiveCommand command, RevCommit pushed, ObjectInserter inserter)
      throws IOException {
    DirCache files = DirCache.newInCore();
    DirCacheBuilder kept = files.builder();
    try (TreeWalk walk = new TreeWalk(repo.git)) {
      walk.setRecursive(true);
      walk.addTree(pushed.getTree());
      while (walk.next()) {
        if (walk.getFileMode() != FileMode.GITLINK) {
          DirCacheEntry entry = new DirCacheEntry(walk.getRawPath());
          entry.setFileMode(walk.getFileMode());
          entry.setObjectId(walk.getObjectId(0));
          kept.add(entry);
        }
      }
    }
    kept.finish();
    ObjectId tree = files.writeTree(inserter);
    if (tree.equals(pushed.getTree())) {
      return;
    }
    CommitBuilder other = new CommitBuilder();
    other.setTreeId(tree);
    other.setParentIds(pushed.getParents());
    other.setAuthor(pushed.getAuthorIdent());
    other.setCommitter(pushed.getCommitterIdent());
    other.setMessage(pushed.getFullMessage());
    RefUpdate update = repo.git.updateRef(command.getRefName());
    update.setNewObjectId(inserter.insert(other));
    inserter.flush();
    update.forceUpdate();
  }
}
