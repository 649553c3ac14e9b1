package dev.repostore.cli;

import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import dev.repostore.repl.StoreAddress;
import dev.repostore.repl.StoreNames;
import java.util.Map;
import java.util.function.Consumer;

/** A store by its name, its URL, or by what is meant where neither is given. */
final class NamedStore {

  private NamedStore() {}

  /**
   * Opens it.
   *
   * @param nameOrUrl see {@link StoreNames#resolve}
   * @param say told if it is reached by way of a server that has its folder
   */
  static RepoStore open(String nameOrUrl, Map<String, String> environment, Consumer<String> say) {
    StoreAddress address = StoreNames.of(environment).resolve(nameOrUrl);
    return address
        .token()
        .map(token -> RepoStores.open(address.url(), token))
        .orElseGet(() -> SharedFolder.open(address.url(), environment, say));
  }
}
