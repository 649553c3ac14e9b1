package dev.repostore.git;

import java.util.Objects;

/**
 * A branch.
 *
 * @param name without {@code refs/heads/}; of a remote's branch as last fetched, with the remote's
 *     name, as in {@code origin/main}
 * @param hash its last commit, 40 hex digits
 * @param remote whether it is a remote's
 * @param current whether HEAD is on it
 */
public record Branch(String name, String hash, boolean remote, boolean current) {

  /** Checks that nothing is null. */
  public Branch {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(hash, "hash");
  }
}
