package dev.repostore.host;

import dev.repostore.RepoStore;
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

/** A view of part of a store is a store, and reaches nothing of the rest. */
class ScopedContractTest extends RepoStoreContract {

  private static final MovableClock CLOCK = new MovableClock();

  @TempDir
  static Path data;

  private static RepoStore all;

  /** A neighbour with the names the kit may look for, and more rows than a page has. */
  @BeforeAll
  static void addNeighbours() {
    all = open();
    for (int i = 0; i < 60; i++) {
      all.create("agent-43.tck-" + i);
    }
  }

  @AfterAll
  static void close() {
    all.close();
  }

  private static RepoStore open() {
    return new LocalDriver()
        .open(StoreConfig.parse("repostore:local:" + data + "?private-imports=true", null)
            .withClock(CLOCK));
  }

  @Override
  protected RepoStore openStore() {
    return open().scoped("agent-42.");
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
