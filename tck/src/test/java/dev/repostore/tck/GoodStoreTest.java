package dev.repostore.tck;

import dev.repostore.RepoStore;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The kit passes what is good. */
class GoodStoreTest extends RepoStoreContract {

  private final MovableClock clock = new MovableClock();

  @Override
  protected RepoStore openStore() {
    return new GoodStore(clock);
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
