package dev.repostore.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;

import dev.repostore.RepoStore;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/**
 * What each rule calls of a store, as seen on the good one. A rule that calls nothing of what a
 * broken store does otherwise meets the good store there, and need not be run.
 */
final class RuleCalls {

  /** A rule's test, and the group it is in. */
  private record Rule(Class<?> group, Method method) {}

  private static final Map<Rule, Set<String>> SEEN = new ConcurrentHashMap<>();

  private RuleCalls() {}

  /** The kit on an observed store. */
  static class OnAnObservedStore extends RepoStoreContract {

    private final MovableClock clock = new MovableClock();
    private final Set<String> calls = ConcurrentHashMap.newKeySet();

    @Override
    protected RepoStore openStore() {
      return ObservedStore.open(clock, calls);
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

    /** The set is kept as it is, so that what the kit's own cleaning calls comes into it, too. */
    @AfterEach
    void keep(TestInfo test) {
      SEEN.put(
          new Rule(test.getTestClass().orElseThrow(), test.getTestMethod().orElseThrow()), calls);
    }
  }

  /** Runs every rule once. */
  static void observe() {
    Events tests = EngineTestKit.engine("junit-jupiter")
        .enableImplicitConfigurationParameters(false)
        .selectors(selectClass(OnAnObservedStore.class))
        .execute()
        .testEvents();
    assertThat(tests.failed().count() + tests.aborted().count()).isZero();
    assertThat(tests.succeeded().count()).isEqualTo(SEEN.size()).isGreaterThan(100);
  }

  /** The rules that meet anything of this, to be run by a kit. */
  static List<? extends DiscoverySelector> meeting(Set<String> changed, Class<?> kit) {
    return SEEN.entrySet().stream()
        .filter(rule -> !Collections.disjoint(rule.getValue(), changed))
        .map(Map.Entry::getKey)
        .map(rule -> selectNestedMethod(List.of(kit), rule.group(), rule.method()))
        .toList();
  }
}
