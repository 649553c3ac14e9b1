package dev.repostore.examples;

import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import dev.repostore.tck.RepoStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The whole proof of a driver. */
class FolderContractTest extends RepoStoreContract {

  @TempDir
  Path folder;

  @Override
  protected RepoStore openStore() {
    return RepoStores.open("repostore:folder:" + folder);
  }
}
