package dev.repostore.host;

import dev.repostore.RepoStore;
import dev.repostore.spi.StoreConfig;
import dev.repostore.tck.RepoStoreContract;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreContractTest extends RepoStoreContract {

  @TempDir
  Path data;

  private final TestClock clock = new TestClock();

  @Override
  protected RepoStore openStore() {
    return new LocalDriver()
        .open(StoreConfig.parse("repostore:local:" + data + "?private-imports=true", null)
            .withClock(clock));
  }

  @Override
  protected boolean advanceClock(Duration by) {
    clock.advance(by);
    return true;
  }

  @Override
  protected Optional<URI> importSource() throws Exception {
    return Optional.of(loopbackRemote());
  }
}
