package dev.repostore.git;

import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;

/**
 * Which names refs may have: those that Git takes, and of a remote's those that a disk has room
 * for.
 */
final class RefName {

  private static final int LONGEST = 1000;
  private static final int LONGEST_SEGMENT = 240;

  private RefName() {}

  /** Whether a branch can be called so, in short; who gives a full name means something else. */
  static boolean isForBranch(String name) {
    return Repository.isValidRefName(Constants.R_HEADS + name)
        && !name.startsWith(Constants.R_REFS)
        && !name.equals(Constants.HEAD);
  }

  /** Whether it is {@code HEAD}, or one that Git writes under {@code refs/}. */
  static boolean isSound(String name) {
    if (name.equals(Constants.HEAD)) {
      return true;
    }
    if (!name.startsWith(Constants.R_REFS)
        || name.length() > LONGEST
        || !Repository.isValidRefName(name)) {
      return false;
    }
    for (String segment : name.split("/", -1)) {
      // JGit looks at the end of the whole name alone.
      if (segment.endsWith(".lock")
          || segment.getBytes(StandardCharsets.UTF_8).length > LONGEST_SEGMENT) {
        return false;
      }
    }
    return true;
  }
}
