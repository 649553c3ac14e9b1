package dev.repostore.host;

import dev.repostore.CreateRepo;
import dev.repostore.CreateToken;
import dev.repostore.ForkRepo;
import dev.repostore.ImportRepo;
import dev.repostore.ListRepos;
import dev.repostore.ListTokens;
import dev.repostore.Secret;
import dev.repostore.Token;
import dev.repostore.TokenInfo;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * The engine: namespaces, repos and tokens of one data folder. The driver calls it in-process, the
 * server for its requests. Thread-safe; every method blocks; failures are those of
 * {@link HostErrors}.
 */
final class Host implements AutoCloseable {

  private final HostSettings settings;

  private Host(HostSettings settings) {
    this.settings = settings;
  }

  /**
   * Opens the data folder, or says who has it open. What a killed process left half done is undone.
   */
  static Host open(HostSettings settings) {
    return new Host(settings);
  }

  HostSettings settings() {
    return settings;
  }

  NamespaceRow createNamespace(String name, @Nullable String jurisdiction) {
    throw new UnsupportedOperationException();
  }

  Optional<NamespaceRow> findNamespace(String name) {
    throw new UnsupportedOperationException();
  }

  /** @param page 1 for the first; only without a cursor */
  Rows<NamespaceRow> namespaces(int limit, @Nullable String cursor, int page) {
    throw new UnsupportedOperationException();
  }

  /** Whether there was one; refused while it has repos. */
  boolean deleteNamespace(String name) {
    throw new UnsupportedOperationException();
  }

  NewRepo create(String namespace, CreateRepo request) {
    throw new UnsupportedOperationException();
  }

  /** Empty if there is none; throws if it is still being made. */
  Optional<RepoRow> find(String namespace, String name) {
    throw new UnsupportedOperationException();
  }

  /** @param page 1 for the first; only without a cursor */
  Rows<RepoRow> repos(String namespace, ListRepos request, int page) {
    throw new UnsupportedOperationException();
  }

  /** The id of the repo that was deleted; empty if there was none. */
  Optional<String> delete(String namespace, String name) {
    throw new UnsupportedOperationException();
  }

  /**
   * The id of the repo of that name that was deleted last, for a host that answers a second delete
   * like the first.
   */
  Optional<String> lastDeleted(String namespace, String name) {
    throw new UnsupportedOperationException();
  }

  NewRepo fork(String namespace, String source, ForkRepo request) {
    throw new UnsupportedOperationException();
  }

  /** Returns when the repo is usable; interrupting the thread cancels it and frees the name. */
  NewRepo importRepo(String namespace, ImportRepo request) {
    throw new UnsupportedOperationException();
  }

  Token mint(String namespace, String repo, CreateToken request) {
    throw new UnsupportedOperationException();
  }

  /** @param page 1 for the first; only without a cursor */
  Rows<TokenInfo> tokens(String namespace, String repo, ListTokens request, int page) {
    throw new UnsupportedOperationException();
  }

  /** Whether the namespace has, or had, such a token. */
  boolean revoke(String namespace, String tokenId) {
    throw new UnsupportedOperationException();
  }

  /**
   * The token of that value (with or without {@code ?expires=…}), whatever its state. No lock is
   * shared by callers.
   */
  Optional<TokenRow> token(Secret value) {
    throw new UnsupportedOperationException();
  }

  /** A repo by its id, ready or not, from memory where it can. */
  Optional<RepoRow> repo(String id) {
    throw new UnsupportedOperationException();
  }

  /**
   * The repo's Git repository, made on disk if this is its first use; close it after use (opening
   * it again is cheap).
   */
  Repository git(RepoRow repo) {
    throw new UnsupportedOperationException();
  }

  /** Bytes the repo takes on disk; cheap enough to ask before every push. */
  long size(RepoRow repo) {
    throw new UnsupportedOperationException();
  }

  /** Records a push, durably, and lets maintenance know. Called before the push is acknowledged. */
  void pushed(RepoRow repo) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
