package dev.repostore.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;

import dev.repostore.RepoStore;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/**
 * A kit that cannot fail proves nothing: each broken store fails the rules it breaks, no others.
 */
class ContractBitesTest {

  /** The kit on one broken store. Not named as a test: it fails on purpose. */
  static class OnABrokenStore extends RepoStoreContract {

    static volatile BrokenStore broken = BrokenRepos.all().get(0);

    private final MovableClock clock = new MovableClock();

    @Override
    protected RepoStore openStore() {
      return broken.open(clock);
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

  static Stream<BrokenStore> stores() {
    return Stream.of(
            BrokenRepos.all(),
            BrokenLists.all(),
            BrokenForks.all(),
            BrokenTokens.all(),
            BrokenAccess.all(),
            BrokenPushes.all())
        .flatMap(List::stream);
  }

  /** All groups; of a store that is broken in Git alone those that know of Git. */
  private static List<? extends DiscoverySelector> groups(BrokenStore broken) {
    List<String> fromGit =
        List.of("Forking", "Tokens", "Revoking", "Git", "Pushing", "WithoutAClone", "Access");
    return broken.inGit()
        ? Stream.of(RepoStoreContract.class.getDeclaredClasses())
            .filter(group -> fromGit.contains(group.getSimpleName()))
            .map(group -> selectNestedClass(List.of(OnABrokenStore.class), group))
            .toList()
        : List.of(selectClass(OnABrokenStore.class));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void aBrokenStoreFailsTheRulesItBreaksAndNoOthers(BrokenStore broken) {
    OnABrokenStore.broken = broken;
    EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
        .selectors(groups(broken).toArray(DiscoverySelector[]::new))
        .execute();
    Set<String> failed = new TreeSet<>();
    results.testEvents().failed().stream().map(ContractBitesTest::rule).forEach(failed::add);
    assertThat(failed).isEqualTo(new TreeSet<>(broken.rules()));
    assertThat(results.testEvents().aborted().count()).isZero();
    assertThat(results.testEvents().finished().count()).isGreaterThan(broken.inGit() ? 50 : 100);
  }

  private static String rule(Event failure) {
    return failure
        .getTestDescriptor()
        .getSource()
        .map(org.junit.platform.engine.support.descriptor.MethodSource.class::cast)
        .map(source -> RuleNumber.of(source.getMethodName()))
        .orElseThrow();
  }
}
