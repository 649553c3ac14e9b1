package dev.repostore;

import dev.repostore.spi.OwnCredential;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A view of a store through which nothing can be changed. */
final class ReadOnlyStore implements RepoStore, OwnCredential {

  private final RepoStore store;
  private final MintedTokens minted = new MintedTokens();

  ReadOnlyStore(RepoStore store) {
    this.store = Objects.requireNonNull(store, "store");
  }

  @Override
  public StoreInfo info() {
    return store.info().without(Capability.FORK, Capability.IMPORT, Capability.READ_ONLY);
  }

  @Override
  public CreatedRepo create(CreateRepo request) {
    throw refused("create a repo");
  }

  @Override
  public Optional<RepoInfo> find(String name) {
    return store.find(name);
  }

  @Override
  public Page<RepoInfo> list(ListRepos request) {
    return store.list(request);
  }

  @Override
  public boolean delete(String name) {
    throw refused("delete a repo");
  }

  @Override
  public Token createToken(String repo, CreateToken request) {
    if (request.scope() != Scope.READ && info().can(Capability.CREATE_TOKEN)) {
      throw refused("mint a token that can push");
    }
    return minted.remember(store.createToken(repo, request));
  }

  @Override
  public Page<TokenInfo> tokens(String repo, ListTokens request) {
    return store.tokens(repo, request);
  }

  @Override
  public TokenCheck validateToken(String repo, Secret token) {
    return store.validateToken(repo, token);
  }

  /**
   * Only what this view has minted can be taken back: a revoked token is a change somebody else
   * would notice.
   */
  @Override
  public boolean revokeToken(String repo, String tokenId) {
    requireOurs(tokenId);
    return store.revokeToken(repo, tokenId);
  }

  @Override
  public boolean revokeToken(String repo, Secret token) {
    requireOurs(token);
    return store.revokeToken(repo, token);
  }

  /** Refused for pushes even where Git needs none: nothing else would stop them. */
  @Override
  public Optional<Secret> forGit(String repo, Scope scope) {
    if (scope != Scope.READ) {
      throw refused("let Git push");
    }
    return store instanceof OwnCredential own ? own.forGit(repo, scope) : Optional.empty();
  }

  @Override
  public RepoContent content(String repo) {
    return store.content(repo);
  }

  @Override
  public Namespaces namespaces() {
    Namespaces all = store.namespaces();
    return new Namespaces() {
      @Override
      public Namespace create(String name, @Nullable String jurisdiction) {
        throw refused("create a namespace");
      }

      @Override
      public Optional<Namespace> find(String name) {
        return all.find(name);
      }

      @Override
      public Page<Namespace> list(int limit, @Nullable String cursor) {
        return all.list(limit, cursor);
      }

      @Override
      public boolean delete(String name) {
        throw refused("delete a namespace");
      }
    };
  }

  @Override
  public RepoStore readOnly() {
    return this;
  }

  @Override
  public void close() {
    store.close();
  }

  private void requireOurs(Object idOrValue) {
    if (info().can(Capability.REVOKE_TOKEN) && !minted.has(idOrValue)) {
      throw refused("revoke a token it did not mint");
    }
  }

  private static AccessRefusedException refused(String what) {
    return new AccessRefusedException("This is a read-only view of the store: it cannot " + what
        + ". Use the store itself for that.");
  }
}
