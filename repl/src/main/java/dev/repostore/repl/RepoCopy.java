package dev.repostore.repl;

import dev.repostore.CreateRepo;
import dev.repostore.RepoInfo;
import dev.repostore.RepoStore;
import dev.repostore.git.CopiedRefs;
import dev.repostore.git.GitRemote;
import dev.repostore.git.Progress;

/** A repo with all its refs from one store to another. */
final class RepoCopy {

  private RepoCopy() {}

  /** Copies it, into a repo that is made for it; takes that away again if it fails. */
  static CopiedRefs copy(
      RepoStore from, String source, RepoStore to, String target, Progress progress) {
    RepoInfo original = from.get(source);
    to.create(CreateRepo.named(target)
        .withDescription(original.description())
        .withDefaultBranch(original.defaultBranch()));
    boolean done = false;
    try {
      CopiedRefs copied = GitRemote.of(from.repo(source))
          .withProgress(progress)
          .copyTo(GitRemote.of(to.repo(target)).withProgress(progress));
      done = true;
      return copied;
    } finally {
      if (!done) {
        takeBack(to, target);
      }
    }
  }

  /** Also where the copy was cancelled, by an interruption: nothing could be deleted in that. */
  private static void takeBack(RepoStore to, String target) {
    boolean interrupted = Thread.interrupted();
    try {
      to.delete(target);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
