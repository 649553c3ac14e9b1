package dev.repostore;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A repo as it was when it was asked for.
 *
 * @param id the host's own id; stays the same for the life of the repo and is never reused
 * @param name unique in its store without regard to case; spelled as it was created
 * @param description free text; null if there is none
 * @param defaultBranch what a fresh clone checks out, without {@code refs/heads/}
 * @param createdAt when it was created
 * @param updatedAt when anything about it last changed, as far as the host tells
 * @param lastPushAt when somebody last pushed; null if nobody did or the host does not tell
 * @param source what it was forked or imported from, in the host's words; null if neither
 * @param readOnly whether pushes are refused
 * @param status whether Git can use it yet
 * @param remote the URL Git uses; never carries a credential. Use it as it is, do not build one
 */
public record RepoInfo(
    String id,
    String name,
    @Nullable String description,
    String defaultBranch,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant lastPushAt,
    @Nullable String source,
    boolean readOnly,
    RepoStatus status,
    URI remote) {

  /** Checks that nothing but description, last push and source is null. */
  public RepoInfo {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(defaultBranch, "defaultBranch");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(updatedAt, "updatedAt");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(remote, "remote");
  }

  /**
   * The same repo under another name: for stores that show another store's repos in their own way.
   */
  public RepoInfo withName(String name) {
    return new RepoInfo(
        id,
        name,
        description,
        defaultBranch,
        createdAt,
        updatedAt,
        lastPushAt,
        source,
        readOnly,
        status,
        remote);
  }

  /** The same, said to be made from something else, or from nothing. */
  public RepoInfo withSource(@Nullable String source) {
    return new RepoInfo(
        id,
        name,
        description,
        defaultBranch,
        createdAt,
        updatedAt,
        lastPushAt,
        source,
        readOnly,
        status,
        remote);
  }
}
