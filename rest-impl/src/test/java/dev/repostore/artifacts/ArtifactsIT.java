package dev.repostore.artifacts;

import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import dev.repostore.tck.RepoStoreContract;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The contract on a real account: with {@code REPOSTORE_IT_URL} set to the store's URL and
 * {@code CLOUDFLARE_API_TOKEN} to what opens it. Name a namespace that can be lost.
 */
@EnabledIfEnvironmentVariable(named = "REPOSTORE_IT_URL", matches = "repostore:artifacts:.+")
@EnabledIfEnvironmentVariable(named = "CLOUDFLARE_API_TOKEN", matches = ".+")
class ArtifactsIT extends RepoStoreContract {

  @Override
  protected RepoStore openStore() {
    return RepoStores.open(System.getenv("REPOSTORE_IT_URL"));
  }

  @Override
  protected Optional<URI> importSource() {
    return Optional.ofNullable(System.getenv("REPOSTORE_IT_IMPORT")).map(URI::create);
  }
}
