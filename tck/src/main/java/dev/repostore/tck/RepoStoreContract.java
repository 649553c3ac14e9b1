package dev.repostore.tck;

import dev.repostore.Capability;
import dev.repostore.CreatedRepo;
import dev.repostore.RepoStore;
import dev.repostore.Token;
import dev.repostore.git.GitRemote;
import dev.repostore.git.RemoteKind;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.function.Executable;

/**
 * The contract of a store, {@code docs/contract.md}, as tests: extend it in a driver's own tests,
 * say how a store is opened, and run it. A test's name begins with the number of the rule it
 * checks.
 *
 * <p>The store may have repos and namespaces of others in it, which are left alone; the kit deletes
 * what it made. Still, point it at a namespace that can be lost.
 */
public abstract class RepoStoreContract {

  private final Bench bench = new Bench(this);

  /** Opens the store to be proved; called at least once a test. The kit closes what it opened. */
  protected abstract RepoStore openStore() throws Exception;

  /**
   * How Git gets into a repo: with its first token, unless overridden for a store that makes none
   * and still wants a credential.
   */
  protected GitRemote remote(CreatedRepo repo) {
    return GitRemote.at(repo.remote())
        .allowing(RemoteKind.FILE)
        .withToken(repo.firstToken().map(Token::secret).orElse(null));
  }

  /**
   * Moves the store's clock ahead. Where that cannot be done, which is what this does unless
   * overridden, rules about expiry are skipped.
   *
   * @return whether it was done
   */
  protected boolean advanceClock(Duration by) {
    return false;
  }

  /**
   * A public remote with at least two branches and two commits that the store can import from;
   * rules about importing are skipped where there is none, which is so unless overridden. A store
   * that may import from this machine can use {@link #loopbackRemote()}.
   */
  protected Optional<URI> importSource() throws Exception {
    return Optional.empty();
  }

  /** The kit's own remote to import from: plain http on this machine, for everybody to read. */
  protected final URI loopbackRemote() throws Exception {
    return bench.loopbackRemote();
  }

  /** The store of this test. */
  protected final RepoStore store() {
    return bench.store();
  }

  /** A name no repo has; a repo that gets it is deleted after the test. */
  protected final String newName() {
    return bench.newName();
  }

  /**
   * Runs the test if the store declares the capability; if not, the same test must end in
   * {@link dev.repostore.UnsupportedCapabilityException}: a store may lack something, but not lie.
   */
  protected final void offers(Capability capability, Executable test) throws Throwable {
    bench.offers(Set.of(capability), test);
  }

  @BeforeEach
  final void open() throws Exception {
    bench.open();
  }

  @AfterEach
  final void cleanUp() throws Exception {
    bench.cleanUp();
  }

  @Nested
  final class Lifecycle extends LifecycleRules {
    Lifecycle() {
      super(bench);
    }
  }

  @Nested
  final class Listing extends ListingRules {
    Listing() {
      super(bench);
    }
  }

  @Nested
  final class Forking extends ForkingRules {
    Forking() {
      super(bench);
    }
  }

  @Nested
  final class Importing extends ImportingRules {
    Importing() {
      super(bench);
    }
  }

  @Nested
  final class Tokens extends TokenRules {
    Tokens() {
      super(bench);
    }
  }

  @Nested
  final class Revoking extends RevokingRules {
    Revoking() {
      super(bench);
    }
  }

  @Nested
  final class Git extends GitRules {
    Git() {
      super(bench);
    }
  }

  @Nested
  final class Pushing extends PushingRules {
    Pushing() {
      super(bench);
    }
  }

  @Nested
  final class WithoutAClone extends ClonelessRules {
    WithoutAClone() {
      super(bench);
    }
  }

  @Nested
  final class Access extends AccessRules {
    Access() {
      super(bench);
    }
  }

  @Nested
  final class Content extends ContentRules {
    Content() {
      super(bench);
    }
  }

  @Nested
  final class ContentOdds extends ContentOddsRules {
    ContentOdds() {
      super(bench);
    }
  }

  @Nested
  final class InNamespaces extends NamespaceRules {
    InNamespaces() {
      super(bench);
    }
  }

  @Nested
  final class Names extends NameRules {
    Names() {
      super(bench);
    }
  }

  @Nested
  final class Life extends LifeRules {
    Life() {
      super(bench);
    }
  }
}
