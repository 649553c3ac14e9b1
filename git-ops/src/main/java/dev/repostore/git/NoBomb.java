package dev.repostore.git;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * Ends a walk through trees once it has found more than any sensible tree has: a few trees, one in
 * another, can stand for more files than there is room for, or for folders without end or bottom.
 */
final class NoBomb extends TreeFilter {

  /** Whether to go on. */
  interface Check {
    void go() throws IOException;
  }

  /** No system has a path with more folders in it, and Java's stack has an end too. */
  private static final int DEEPEST = 2048;

  /** Each has a file in it in the end, as Git makes them. */
  private static final int MOST_FOLDERS = 200_000;

  private static final int LEAST_FOLDERS = 10_000;

  private final Check check;
  private final int most;
  private final boolean everything;
  private int files;
  private int folders;

  /** For a comparison of two trees: what is the same in both does not count. */
  NoBomb(Check check, int most) {
    this(check, most, false);
  }

  private NoBomb(Check check, int most, boolean everything) {
    this.check = check;
    this.most = most;
    this.everything = everything;
  }

  /** For a walk that goes through all there is, of one tree or of several. */
  static NoBomb throughout(Check check, int most) {
    return new NoBomb(check, most, true);
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
    if (everything || !walk.idEqual(0, 1)) {
      if (!walk.isSubtree()) {
        if (++files > most) {
          throw tooMany(most);
        }
      } else if (++folders > Math.min(MOST_FOLDERS, Math.max(LEAST_FOLDERS, most))) {
        throw new GitLimitException(
            "files",
            "This is about more than " + (folders - 1) + " folders, which is more than any sensible"
                + " tree of so many files has. Do not trust it.");
      } else if (walk.getDepth() > DEEPEST) {
        throw tooDeep();
      }
    }
    return true;
  }

  static GitLimitException tooDeep() {
    return new GitLimitException(
        "depth",
        "Folders are one in another more than " + DEEPEST + " times there, which is more than any"
            + " sensible tree has. Do not trust it.");
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
