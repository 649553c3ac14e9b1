package dev.repostore.examples;

import dev.repostore.RepoStore;
import dev.repostore.spi.RepoStoreDriver;
import dev.repostore.spi.StoreConfig;

/** Opens a folder of bare repositories: {@code repostore:folder:/srv/repos}. */
public final class FolderDriver implements RepoStoreDriver {
  @Override
  public String name() {
    return "folder";
  }

  @Override
  public RepoStore open(StoreConfig config) {
    config.requireOptions();
    return new FolderStore(config);
  }
}
