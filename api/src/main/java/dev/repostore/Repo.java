package dev.repostore;

import java.util.Objects;

/**
 * A name bound to a store: the verbs of one repo. Making one costs nothing and asks nobody; each
 * verb does what the store's method of the same name does. Immutable and thread-safe.
 */
public final class Repo {

  private final RepoStore store;
  private final String name;

  Repo(RepoStore store, String name) {
    this.store = Objects.requireNonNull(store, "store");
    this.name = Names.repo(name);
  }

  /** The store it lives in. */
  public RepoStore store() {
    return store;
  }

  /** The name it was asked for by. */
  public String name() {
    return name;
  }

  /** See {@link RepoStore#get(String)}. */
  public RepoInfo info() {
    return store.get(name);
  }

  /** See {@link RepoStore#fork(String, ForkRepo)}. */
  public CreatedRepo fork(ForkRepo request) {
    return store.fork(name, request);
  }

  /** Forks the default branch; see {@link RepoStore#fork(String, ForkRepo)}. */
  public CreatedRepo fork(String newName) {
    return fork(ForkRepo.named(newName));
  }

  /** See {@link RepoStore#delete(String)}. */
  public boolean delete() {
    return store.delete(name);
  }

  /** See {@link RepoStore#createToken(String, CreateToken)}. */
  public Token createToken(CreateToken request) {
    return store.createToken(name, request);
  }

  /** See {@link RepoStore#tokens(String, ListTokens)}. */
  public Page<TokenInfo> tokens(ListTokens request) {
    return store.tokens(name, request);
  }

  /** See {@link RepoStore#validateToken(String, Secret)}. */
  public TokenCheck validateToken(Secret token) {
    return store.validateToken(name, token);
  }

  /** See {@link RepoStore#revokeToken(String, String)}. */
  public boolean revokeToken(String tokenId) {
    return store.revokeToken(name, tokenId);
  }

  /** See {@link RepoStore#revokeToken(String, Secret)}. */
  public boolean revokeToken(Secret token) {
    return store.revokeToken(name, token);
  }

  /** See {@link RepoStore#content(String)}. */
  public RepoContent content() {
    return store.content(name);
  }

  /** The repo's name and its store's driver. */
  @Override
  public String toString() {
    return "Repo[" + name + " in " + store.info().driver() + "]";
  }
}
