package dev.repostore.git;

import dev.repostore.InvalidRequestException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * The branches of a working copy. Every method blocks and throws as {@link Checkout}'s do.
 * Thread-safe.
 */
public final class Branches {

  private final LocalRepo local;

  Branches(LocalRepo local) {
    this.local = local;
  }

  /** Its own branches, in order of name; one without a commit is not among them. */
  public List<Branch> list() {
    return local.run("list the branches", () -> list(Constants.R_HEADS, false));
  }

  /** The remotes' branches as last fetched, in order of name. */
  public List<Branch> remote() {
    return local.run("list the branches", () -> list(Constants.R_REMOTES, true));
  }

  /**
   * Makes a branch, and stays on the one HEAD is on.
   *
   * @param start a branch, tag or commit; {@code HEAD} for the last commit
   * @throws RefRefusedException if the name is taken
   * @throws RevisionNotFoundException if there is no such start
   */
  public Branch create(String name, String start) {
    return local.change("create a branch", () -> {
      Repository repository = local.repository();
      try (RevWalk walk = new RevWalk(repository)) {
        RevCommit commit = Revisions.commit(repository, walk, start);
        String ref = refOf(name);
        requireFree(ref, name);
        RefUpdate update = repository.updateRef(ref);
        update.setExpectedOldObjectId(ObjectId.zeroId());
        update.setNewObjectId(commit);
        update.setRefLogIdent(Identity.reflog(local));
        update.setRefLogMessage("branch: Created from " + start, false);
        Refs.require(update.update(), ref);
        return new Branch(name, commit.name(), false, false);
      }
    });
  }

  /**
   * Fails as {@link #create} would because of the name alone; changes nothing.
   *
   * @throws InvalidRequestException with field {@code branch} if no branch can be called that
   * @throws RefRefusedException if the name is taken, or another branch is in its way
   */
  public void requireFree(String name) {
    String ref = refOf(name);
    local.act("look at the branches", () -> requireFree(ref, name));
  }

  /**
   * Deletes a branch.
   *
   * @param force whether it may have commits that HEAD's branch has not, and which may so be lost
   * @throws RefRefusedException if HEAD is on it, or it has such commits
   * @throws RevisionNotFoundException if there is no such branch
   */
  public void delete(String name, boolean force) {
    local.change("delete a branch", () -> {
      Repository repository = local.repository();
      Ref ref = repository.exactRef(refOf(name));
      if (ref == null || ref.getObjectId() == null) {
        throw Revisions.unknown(name, "is no branch here");
      }
      if (name.equals(StatusReport.branch(repository))) {
        throw new RefRefusedException(
            "The branch '" + name + "' was not deleted: HEAD is on it. Switch to another first.",
            name);
      }
      if (!force && !isMerged(repository, ref.getObjectId())) {
        throw new RefRefusedException(
            "The branch '" + name + "' was not deleted: it has commits that HEAD has not. Merge it,"
                + " or delete it with force.",
            name);
      }
      RefUpdate update = repository.updateRef(ref.getName());
      update.setExpectedOldObjectId(ref.getObjectId());
      update.setForceUpdate(true);
      Refs.require(update.delete(), ref.getName());
      return name;
    });
  }

  private List<Branch> list(String prefix, boolean remote) throws IOException {
    Repository repository = local.repository();
    String current = StatusReport.branch(repository);
    List<Branch> branches = new ArrayList<>();
    for (Ref ref : repository.getRefDatabase().getRefsByPrefix(prefix)) {
      if (ref.getObjectId() != null && !ref.isSymbolic()) {
        String name = ref.getName().substring(prefix.length());
        branches.add(
            new Branch(name, ref.getObjectId().name(), remote, !remote && name.equals(current)));
      }
    }
    branches.sort(Comparator.comparing(Branch::name));
    return List.copyOf(branches);
  }

  private void requireFree(String ref, String name) throws IOException {
    for (String taken : local.repository().getRefDatabase().getConflictingNames(ref)) {
      throw new RefRefusedException(
          "The branch '" + name + "' was not made: '" + taken
              + "' is in its way. Choose another name.",
          name);
    }
    if (local.repository().exactRef(ref) != null) {
      throw new RefRefusedException(
          "The branch '" + name + "' was not made: there is one. Choose another name.", name);
    }
  }

  private static boolean isMerged(Repository repository, ObjectId branch) throws IOException {
    ObjectId head = repository.resolve(Constants.HEAD);
    if (head == null) {
      return false;
    }
    try (RevWalk walk = new RevWalk(repository)) {
      return walk.isMergedInto(walk.parseCommit(branch), walk.parseCommit(head));
    }
  }

  /** The full name of a branch. */
  static String refOf(String name) {
    if (!RefName.isForBranch(name) || name.startsWith("-")) {
      throw new InvalidRequestException(
          "branch", "'" + PathRule.printable(name) + "' is no name for a branch. Choose another.");
    }
    return Constants.R_HEADS + name;
  }
}
