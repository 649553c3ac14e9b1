package dev.repostore.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.repostore.RepoStore;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/**
 * A kit that cannot fail proves nothing: each broken store fails the rules it breaks, no others.
 */
@Execution(ExecutionMode.CONCURRENT)
@Tag("once")
class ContractBitesTest {

  /** The kit on one broken store. Not named as a test: it fails on purpose. */
  static class OnABrokenStore extends RepoStoreContract {

    /** Of the thread that runs the kit: several do at once. */
    static final ThreadLocal<BrokenStore> BROKEN = new ThreadLocal<>();

    private final BrokenStore broken = BROKEN.get();
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

  @BeforeAll
  static void observe() {
    RuleCalls.observe();
  }

  /** Every second one, others from one run to the next. */
  static Stream<BrokenStore> someStores() {
    long seed = Long.getLong("repostore.test.seed", 0);
    List<BrokenStore> all = stores().toList();
    return IntStream.range(0, all.size()).filter(i -> (i + seed) % 2 == 0).mapToObj(all::get);
  }

  /** Runs the rules that meet what is broken: others could as well be run on the good store. */
  @ParameterizedTest
  @MethodSource("someStores")
  void aBrokenStoreFailsTheRulesItBreaksAndNoOthers(BrokenStore broken) {
    Set<String> changed;
    try (RepoStore store = broken.open(new MovableClock())) {
      changed = ObservedStore.changedBy(store);
    }
    requireFailures(broken, RuleCalls.meeting(changed, OnABrokenStore.class));
  }

  @Tag("soak")
  @ParameterizedTest
  @MethodSource("stores")
  void aBrokenStoreFailsNoOtherOfAllRules(BrokenStore broken) {
    requireFailures(broken, List.of(selectClass(OnABrokenStore.class)));
  }

  private static void requireFailures(
      BrokenStore broken, List<? extends DiscoverySelector> selected) {
    OnABrokenStore.BROKEN.set(broken);
    Events tests = EngineTestKit.engine("junit-jupiter")
        .enableImplicitConfigurationParameters(false)
        .selectors(selected.toArray(DiscoverySelector[]::new))
        .execute()
        .testEvents();
    Set<String> failed = new TreeSet<>();
    tests.failed().stream().map(ContractBitesTest::rule).forEach(failed::add);
    assertThat(failed).isEqualTo(new TreeSet<>(broken.rules()));
    assertThat(tests.aborted().count()).isZero();
    assertThat(tests.finished().count()).isGreaterThanOrEqualTo(selected.size());
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
