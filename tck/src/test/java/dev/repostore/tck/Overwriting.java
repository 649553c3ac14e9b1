package dev.repostore.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;

/** Overwrites what somebody else has pushed meanwhile. */
final class Overwriting extends ReceivePack {

  private final GoodRepo repo;
  private final boolean added;

  /**
   * @param added whether it does so with commits that add to what their pusher saw; otherwise with
   *     those that rewrite it
   */
  Overwriting(GoodRepo repo, boolean added) {
    super(repo.git);
    this.repo = repo;
    this.added = added;
  }

  @Override
  protected void executeCommands() {
    super.executeCommands();
    try {
      for (ReceiveCommand command : getAllCommands()) {
        Ref now = repo.git.exactRef(command.getRefName());
        if (now != null
            && !now.getObjectId().equals(command.getOldId())
            && command.getResult() != ReceiveCommand.Result.OK
            && command.getType() != ReceiveCommand.Type.DELETE
            && adds(command) == added) {
          overwrite(command);
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private boolean adds(ReceiveCommand command) throws IOException {
    try (RevWalk walk = new RevWalk(repo.git)) {
      RevCommit made = walk.parseCommit(command.getNewId());
      return command.getOldId().equals(ObjectId.zeroId())
          || walk.isMergedInto(walk.parseCommit(command.getOldId()), made);
    }
  }

  private void overwrite(ReceiveCommand command) throws IOException {
    RefUpdate update = repo.git.updateRef(command.getRefName());
    update.setNewObjectId(command.getNewId());
    update.forceUpdate();
    command.setResult(ReceiveCommand.Result.OK);
  }
}
