package dev.repostore.git;

import java.io.IOException;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Finds what a revision means, in Git's own spelling. */
final class Revisions {

  private Revisions() {}

  static RevCommit commit(Repository repository, RevWalk walk, String revision) throws IOException {
    try {
      ObjectId found = repository.resolve(revision + "^{commit}");
      if (found != null) {
        return walk.parseCommit(found);
      }
    } catch (RevisionSyntaxException | IncorrectObjectTypeException noCommit) {
      throw unknown(revision, "is no commit");
    } catch (MissingObjectException elsewhere) {
      throw unknown(revision, "is not here; if it is a commit of the remote, fetch it first");
    } catch (AmbiguousObjectException several) {
      throw unknown(revision, "could be several commits; write more digits of its hash");
    }
    throw unknown(
        revision,
        revision.equals(Constants.HEAD) ? "has no commit yet" : "is no branch, tag or commit here");
  }

  static RevisionNotFoundException unknown(String revision, String why) {
    return new RevisionNotFoundException(
        "'" + PathRule.printable(revision) + "' " + why
            + ". branches(), tags() and log() show what there is.",
        revision);
  }
}
