package dev.repostore.artifacts;

import dev.repostore.RepoStore;
import dev.repostore.Secret;
import dev.repostore.host.HostServer;
import dev.repostore.host.HostSettings;
import dev.repostore.host.ServerSettings;
import dev.repostore.spi.StoreConfig;
import dev.repostore.tck.MovableClock;
import dev.repostore.tck.RepoStoreContract;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The driver keeps the contract: over HTTP, against the embedded host. */
class ArtifactsContractTest extends RepoStoreContract {

  private static final Secret API_TOKEN = Secret.of("an-api-token-of-the-host");
  private static final MovableClock CLOCK = new MovableClock();

  @TempDir
  static Path data;

  private static HostServer server;

  @BeforeAll
  static void serve() {
    server = HostServer.start(
        HostSettings.in(data).withClock(CLOCK).withPrivateImports(true),
        ServerSettings.withToken(API_TOKEN).withLog(line -> {}));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected RepoStore openStore() {
    return new ArtifactsDriver(name -> null)
        .open(StoreConfig.parse(
                "repostore:artifacts:acc/contract?base-url=" + server.url(), API_TOKEN)
            .withClock(CLOCK));
  }

  @Override
  protected boolean advanceClock(Duration by) {
    CLOCK.advance(by);
    return true;
  }

  @Override
  protected Optional<URI> importSource() throws Exception {
    return Optional.of(loopbackRemote());
  }
}
