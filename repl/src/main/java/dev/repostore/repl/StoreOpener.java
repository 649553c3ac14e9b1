package dev.repostore.repl;

import dev.repostore.RepoStore;

/** Opens stores for a session. */
@FunctionalInterface
public interface StoreOpener {

  /**
   * Opens a store, with the credential that belongs to it.
   *
   * @param store a URL, as {@code repostore:local:DIR}; the name of one that is configured; or
   *     {@code ""} for the one that is meant where none is named
   */
  RepoStore open(String store);
}
