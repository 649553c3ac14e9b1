package dev.repostore.git;

import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;

/** Which names of refs a remote may tell: those that Git takes, and that a disk has room for. */
final class RefName {

  private static final int LONGEST = 1000;
  private static final int LONGEST_SEGMENT = 240;

  private RefName() {}

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
