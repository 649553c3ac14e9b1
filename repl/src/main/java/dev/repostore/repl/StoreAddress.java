package dev.repostore.repl;

import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import dev.repostore.Secret;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a store is and what opens it.
 *
 * @param url as {@code repostore:DRIVER:TARGET}, with no credential in it
 * @param token what opens it; empty where its driver looks itself, or it needs nothing
 */
public record StoreAddress(String url, Optional<Secret> token) {

  /** Checks that nothing is null. */
  public StoreAddress {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(token, "token");
  }

  /** Opens it, as {@link RepoStores} does. */
  public RepoStore open() {
    return token
        .map(credential -> RepoStores.open(url, credential))
        .orElseGet(() -> RepoStores.open(url));
  }
}
