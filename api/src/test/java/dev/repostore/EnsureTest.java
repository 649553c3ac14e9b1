package dev.repostore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class EnsureTest {

  private final MapStore store = new MapStore();

  @Test
  void createsWhatIsNotThere() {
    RepoInfo made =
        store.ensure(CreateRepo.named("a").withDescription("first").withDefaultBranch("trunk"));
    assertThat(made.description()).isEqualTo("first");
    assertThat(made.defaultBranch()).isEqualTo("trunk");
    assertThat(store.get("a")).isEqualTo(made);
  }

  @Test
  void leavesWhatIsThereAsItIs() {
    RepoInfo first = store.ensure(CreateRepo.named("a").withDescription("first"));
    assertThat(store.ensure(CreateRepo.named("A").withDescription("second"))).isEqualTo(first);
  }

  @Test
  void losingTheRaceIsJustAsGood() {
    RepoStore raced = new MapStore() {
      @Override
      public CreatedRepo create(CreateRepo request) {
        super.create(request.withDescription("theirs"));
        return super.create(request);
      }
    };
    assertThat(raced.ensure(CreateRepo.named("a").withDescription("ours")).description())
        .isEqualTo("theirs");
  }

  @Test
  void aReadyRepoIsNotWaitedFor() {
    store.create("a");
    Watch watch = new Watch();
    assertThat(Ensure.awaitReady(store, "a", Duration.ofHours(1), watch).name()).isEqualTo("a");
    assertThat(watch.slept).isEmpty();
  }

  @Test
  void pausesGrowButNotForever() {
    Watch watch = new Watch();
    RepoStore slow = answering(12, Duration.ZERO);
    Ensure.awaitReady(slow, "a", Duration.ofHours(1), watch);
    assertThat(watch.slept)
        .extracting(Duration::toMillis)
        .containsExactly(
            50L, 100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L, 5000L, 5000L, 5000L);
  }

  @Test
  void theHostsWishIsHonoured() {
    Watch watch = new Watch();
    Ensure.awaitReady(answering(2, Duration.ofSeconds(7)), "a", Duration.ofHours(1), watch);
    assertThat(watch.slept).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(7));
  }

  @Test
  void timeUpMeansOneLastLook() {
    Watch watch = new Watch();
    assertThatExceptionOfType(NotReadyException.class)
        .isThrownBy(() -> Ensure.awaitReady(
            answering(99, Duration.ofSeconds(8)), "a", Duration.ofSeconds(10), watch));
    assertThat(watch.slept).containsExactly(Duration.ofSeconds(8), Duration.ofSeconds(2));
  }

  @Test
  void zeroAsksOnce() {
    Watch watch = new Watch();
    RepoStore slow = answering(1, Duration.ofSeconds(1));
    assertThatExceptionOfType(NotReadyException.class)
        .isThrownBy(() -> Ensure.awaitReady(slow, "a", Duration.ZERO, watch));
    assertThat(watch.slept).isEmpty();
    assertThat(slow.find("a")).isPresent();
  }

  @Test
  void aRepoThatAnswersWithAnUnreadyStatusIsWaitedForToo() {
    store.create("a");
    Deque<RepoStatus> states = new ArrayDeque<>(List.of(RepoStatus.IMPORTING, RepoStatus.READY));
    RepoStore importing = finding(() -> {
      RepoInfo a = store.get("a");
      return Optional.of(new RepoInfo(
          a.id(),
          "a",
          null,
          "main",
          a.createdAt(),
          a.updatedAt(),
          null,
          null,
          false,
          states.remove(),
          a.remote()));
    });
    Watch watch = new Watch();
    assertThat(Ensure.awaitReady(importing, "a", Duration.ofHours(1), watch).status())
        .isEqualTo(RepoStatus.READY);
    assertThat(watch.slept).hasSize(1);
  }

  @Test
  void aFailedImportFreesTheName() {
    Deque<Supplier<Optional<RepoInfo>>> answers = new ArrayDeque<>();
    answers.add(() -> {
      throw new NotReadyException("importing", Duration.ZERO);
    });
    answers.add(Optional::empty);
    RepoStore failing = finding(() -> answers.remove().get());
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> Ensure.awaitReady(failing, "a", Duration.ofHours(1), new Watch()));
  }

  @Test
  void anInterruptedWaitEndsAndKeepsTheFlag() {
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> answering(99, Duration.ofHours(1)).awaitReady("a", Duration.ofHours(2)))
        .withCauseInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  /** A store with a repo {@code a} that is not ready the first few times it is asked for. */
  private RepoStore answering(int notReady, Duration retryAfter) {
    store.create("a");
    Deque<Boolean> pending = new ArrayDeque<>();
    for (int i = 0; i < notReady; i++) {
      pending.add(true);
    }
    return finding(() -> {
      if (pending.poll() != null) {
        throw new NotReadyException("The repo 'a' is still importing.", retryAfter);
      }
      return store.find("a");
    });
  }

  private static RepoStore finding(Supplier<Optional<RepoInfo>> find) {
    return new MapStore() {
      @Override
      public Optional<RepoInfo> find(String name) {
        return find.get();
      }
    };
  }

  /** A clock that a sleep advances at once. */
  private static final class Watch extends Ensure.Waiting {
    private final List<Duration> slept = new ArrayList<>();
    private long nanos = Long.MAX_VALUE - 5; // wraps around, as System.nanoTime() may

    @Override
    long nanoTime() {
      return nanos;
    }

    @Override
    void sleep(Duration pause) {
      slept.add(pause);
      nanos += pause.toNanos();
    }
  }
}
