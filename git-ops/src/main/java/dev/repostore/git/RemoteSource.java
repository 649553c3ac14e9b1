package dev.repostore.git;

import dev.repostore.Capability;
import dev.repostore.Repo;
import dev.repostore.RepoContent;
import dev.repostore.Scope;
import dev.repostore.Secret;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a remote and its credentials come from. Thread-safe. */
final class RemoteSource {

  private final @Nullable Repo repo;
  private final boolean minting;
  private final @Nullable Secret token;
  private volatile @Nullable URI url;

  private RemoteSource(
      @Nullable Repo repo, @Nullable URI url, boolean minting, @Nullable Secret token) {
    this.repo = repo;
    this.url = url;
    this.minting = minting;
    this.token = token;
  }

  static RemoteSource at(URI url) {
    return new RemoteSource(null, Objects.requireNonNull(url, "url"), false, null);
  }

  static RemoteSource of(Repo repo) {
    return new RemoteSource(Objects.requireNonNull(repo, "repo"), null, true, null);
  }

  RemoteSource withToken(@Nullable Secret token) {
    return new RemoteSource(repo, url, false, token);
  }

  /** The store's answer is kept: a remote stays the same as long as the store is open. */
  URI url() {
    URI known = url;
    if (known == null) {
      known = Objects.requireNonNull(repo, "repo").info().remote();
      url = known;
    }
    return known;
  }

  /** What lets one operation in; nothing is made before it is needed. */
  Lease lease(Scope scope) {
    return repo != null && minting ? Lease.of(repo, scope) : Lease.fixed(token);
  }

  /**
   * What is in the repo, where the store reads that itself and the caller has no token of their
   * own.
   */
  Optional<RepoContent> content() {
    return repo != null && minting && repo.store().info().can(Capability.READ_CONTENT)
        ? Optional.of(repo.content())
        : Optional.empty();
  }

  /** The branch the first commit is to be on; null if nobody knows. */
  @Nullable
  String defaultBranch() {
    return repo == null ? null : repo.info().defaultBranch();
  }

  @Override
  public String toString() {
    URI known = url;
    return known == null ? String.valueOf(repo) : Secret.mask(known.toString());
  }
}
