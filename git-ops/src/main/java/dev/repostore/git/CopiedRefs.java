package dev.repostore.git;

import java.util.Objects;

/**
 * What {@link GitRemote#copyTo} has copied.
 *
 * @param count how many refs, {@code HEAD} not among them
 * @param digest of their names and of what they point at: SHA-256 of the lines {@code git
 *     for-each-ref --format='%(objectname) %(refname)'} prints, 64 hex digits
 */
public record CopiedRefs(int count, String digest) {

  /** Checks that nothing is null. */
  public CopiedRefs {
    Objects.requireNonNull(digest, "digest");
  }
}
