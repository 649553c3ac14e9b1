package dev.repostore.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceiveCommand.Result;

/** Makes the ref changes of a push. */
final class RefWriter {

  /** From here on they are written all at once, in one file, rather than one by one. */
  private static final int MANY = 16;

  private final Repository repository;

  RefWriter(Repository repository) {
    this.repository = repository;
  }

  /**
   * Makes the changes; each has its result afterwards.
   *
   * @param atomic whether all or none are to be made
   */
  void apply(List<ReceiveCommand> commands, boolean atomic) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      if (commands.size() >= MANY || (atomic && commands.size() > 1)) {
        BatchRefUpdate batch = repository.getRefDatabase().newBatchUpdate();
        batch.setAllowNonFastForwards(true).setAtomic(true).disableRefLog();
        batch.addCommand(commands).execute(walk, NullProgressMonitor.INSTANCE);
      } else {
        for (ReceiveCommand command : commands) {
          oneOrFull(command, walk);
        }
      }
    }
  }

  /** Where the disk is full for one, others may have been made before. */
  private void oneOrFull(ReceiveCommand command, RevWalk walk) throws IOException {
    try {
      one(command, walk);
    } catch (IOException failed) {
      if (!DiskFull.caused(failed)) {
        throw failed;
      }
      command.setResult(Result.REJECTED_OTHER_REASON, "the host's disk is full");
    }
  }

  private void one(ReceiveCommand command, RevWalk walk) throws IOException {
    RefUpdate update = repository.updateRef(command.getRefName());
    update.setCheckConflicting(false);
    update.setForceUpdate(true);
    update.disableRefLog();
    update.setExpectedOldObjectId(command.getOldId());
    RefUpdate.Result result;
    if (command.getType() == ReceiveCommand.Type.DELETE) {
      result = update.delete(walk);
    } else {
      update.setNewObjectId(command.getNewId());
      result = update.update(walk);
    }
    switch (result) {
      case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> command.setResult(Result.OK);
      default -> command.setResult(Result.LOCK_FAILURE, "failed to lock; try again");
    }
  }

  /** Sees to the disk that the changes are there. */
  void sync(List<ReceiveCommand> commands) throws IOException {
    Path root = repository.getDirectory().toPath();
    Path refs = root.resolve("refs");
    Set<Path> folders = new TreeSet<>();
    for (ReceiveCommand command : commands) {
      if (commands.size() > 1 || command.getType() == ReceiveCommand.Type.DELETE) {
        // The file of packed refs may have changed, too.
        folders.add(root);
      }
      String name = command.getRefName();
      for (int end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) {
        folders.add(root.resolve(name.substring(0, end)));
      }
    }
    folders.remove(refs);
    for (Path folder : folders) {
      // A folder goes with its last ref, and is never made for refs that are in one file.
      Durable.syncIfThere(folder);
    }
  }
}
