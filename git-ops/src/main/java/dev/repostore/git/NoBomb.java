package dev.repostore.git;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * Ends a comparison of two trees once it has found more files than any sensible tree has: a few
 * trees, one in another, can stand for more than there is room for.
 */
final class NoBomb extends TreeFilter {

  /** Whether to go on. */
  interface Check {
    void go() throws IOException;
  }

  private final Check check;
  private final int most;
  private int files;

  NoBomb(Check check, int most) {
    this.check = check;
    this.most = most;
  }

  /** Ends when the thread is interrupted. */
  static void notInterrupted() throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted");
    }
  }

  @Override
  public boolean include(TreeWalk walk) throws IOException {
    check.go();
    if (!walk.isSubtree() && !walk.idEqual(0, 1) && ++files > most) {
      throw tooMany(most);
    }
    return true;
  }

  static GitLimitException tooMany(int most) {
    return new GitLimitException(
        "files",
        "This is about more than " + most + " files, which is the limit. Ask for a part of them,"
            + " or raise GitLimits.files if you trust the repository.");
  }

  @Override
  public boolean shouldBeRecursive() {
    return false;
  }

  @Override
  public TreeFilter clone() {
    return this;
  }
}
