package dev.repostore;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A Git commit.
 *
 * @param hash 40 hex digits
 * @param treeHash the folder it stands for, 40 hex digits
 * @param message the whole message, without its last line break
 * @param parents hashes, first parent first; empty for a root commit
 * @param authoredAt when it was written, to the second
 * @param committedAt when it was committed, to the second
 */
public record Commit(
    String hash,
    String treeHash,
    String message,
    Person author,
    Person committer,
    List<String> parents,
    Instant authoredAt,
    Instant committedAt) {

  /** Checks that nothing is null and copies {@code parents}. */
  public Commit {
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(treeHash, "treeHash");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(author, "author");
    Objects.requireNonNull(committer, "committer");
    parents = List.copyOf(parents);
    Objects.requireNonNull(authoredAt, "authoredAt");
    Objects.requireNonNull(committedAt, "committedAt");
  }
}
