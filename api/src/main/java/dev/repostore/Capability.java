package dev.repostore;

/**
 * An optional thing a store can do. A store may lack one, but not lie: what
 * {@link StoreInfo#capabilities()} does not declare throws {@link UnsupportedCapabilityException}
 * before any I/O.
 */
public enum Capability {
  /** {@link RepoStore#fork(String, ForkRepo)}. */
  FORK,
  /** {@link RepoStore#importRepo(ImportRepo)}. */
  IMPORT,
  /**
   * {@link RepoStore#createToken(String, CreateToken)}; such a store's {@link CreatedRepo} carries
   * a token too.
   */
  CREATE_TOKEN,
  /** {@link RepoStore#tokens(String, ListTokens)}. */
  LIST_TOKENS,
  /** {@link RepoStore#validateToken(String, Secret)}. */
  VALIDATE_TOKEN,
  /**
   * {@link RepoStore#revokeToken(String, String)} and {@link RepoStore#revokeToken(String,
   * Secret)}.
   */
  REVOKE_TOKEN,
  /** {@link RepoStore#content(String)}. */
  READ_CONTENT,
  /** {@link RepoStore#namespaces()}. */
  NAMESPACES,
  /** Repos that are {@linkplain CreateRepo#readOnly() made read-only}. */
  READ_ONLY
}
