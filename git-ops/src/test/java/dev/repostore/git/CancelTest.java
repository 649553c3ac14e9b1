package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that talks to a remote is given up early and late, by each means, and by silence. */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class CancelTest {

  private static final int MOMENTS = 7;

  private FaultBed bed;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    bed = new FaultBed(folder);
  }

  @AfterEach
  void recover() {
    bed.fixture.wire.reset();
    assertThat(Thread.interrupted()).isFalse();
  }

  @AfterAll
  void stop() {
    bed.close();
  }

  /** Does something when it has been asked or told so many times. */
  private static final class At implements Progress {

    private final int moment;
    private final boolean interrupting;
    private int asked;

    At(int moment, boolean interrupting) {
      this.moment = moment;
      this.interrupting = interrupting;
    }

    @Override
    public void update(String step, long done, long total) {
      asked++;
      if (interrupting && asked == moment) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public boolean cancelled() {
      update("", 0, 0);
      return !interrupting && asked >= moment;
    }
  }

  @ParameterizedTest
  @EnumSource
  void byProgress(Deed deed) throws Exception {
    cancel(deed, false);
  }

  @ParameterizedTest
  @EnumSource
  void byInterruption(Deed deed) throws Exception {
    cancel(deed, true);
  }

  private void cancel(Deed deed, boolean interrupting) throws Exception {
    FaultBed.Good good = bed.good(deed);
    At whole = new At(0, true);
    assertThat(deed.of(bed.fixture.remote.withProgress(whole), bed)).isEqualTo(good.result());
    bed.restore();
    int failed = 0;
    for (int i = 0; i < MOMENTS; i++) {
      int moment = 1 + whole.asked * i * i / MOMENTS / MOMENTS;
      At at = new At(moment, interrupting);
      Throwable thrown = catchThrowable(() -> deed.of(bed.fixture.remote.withProgress(at), bed));
      boolean interrupted = Thread.interrupted();
      if (thrown == null) {
        bed.restore();
      } else {
        requireGivenUp(deed, thrown, GitCancelledException.class);
        failed++;
      }
      assertThat(interrupted).isEqualTo(interrupting);
    }
    // Once the last is done, nobody listens any more.
    assertThat(failed).isGreaterThanOrEqualTo(MOMENTS - 2);
  }

  /** What the last moments find is done already, and is not said to have been given up. */
  @ParameterizedTest
  @CsvSource({
    "FETCH, true",
    "FETCH, false",
    "DEEPEN, true",
    "DEEPEN, false",
  })
  void whenItIsAllButDone(Deed deed, boolean interrupting) throws Exception {
    FaultBed.Good good = bed.good(deed);
    At whole = new At(0, true);
    deed.of(bed.fixture.remote.withProgress(whole), bed);
    bed.restore();
    int done = 0;
    boolean late = false; // so that it was not asked any more; waiting, it is asked more often
    int moment = whole.asked;
    for (int runs = 0; runs < 200 && !(late && done > 0); runs++) {
      moment = late ? Math.max(1, moment - 40) : moment + 1;
      At at = new At(moment, interrupting);
      Object[] result = new Object[1];
      Throwable thrown =
          catchThrowable(() -> result[0] = deed.of(bed.fixture.remote.withProgress(at), bed));
      Thread.interrupted();
      late = at.asked < moment;
      if (thrown == null) {
        assertThat(result[0]).isEqualTo(good.result());
        done += late ? 0 : 1;
        bed.restore();
      } else {
        requireGivenUp(deed, thrown, GitCancelledException.class);
      }
    }
    assertThat(done).isPositive();
  }

  private void requireGivenUp(Deed deed, Throwable thrown, Class<?> type) throws Exception {
    assertThat(thrown).isInstanceOf(type);
    GitException failed = (GitException) thrown;
    FaultWords.requireClear(failed);
    if (deed.writes()) {
      if (!bed.served().equals(bed.refs())) {
        assertThat(bed.isDone(deed)).isTrue();
        assertThat(failed.unsettled()).isTrue();
      }
      FaultWords.requireOutcome(failed);
    }
    bed.requireAsBefore();
  }

  /** The server says nothing more, from each request on, until the silence or the time is over. */
  @ParameterizedTest
  @EnumSource
  void bySilence(Deed deed) throws Exception {
    FaultBed.Good good = bed.good(deed);
    GitLimits shortSilence = GitLimits.none().withSilence(Duration.ofMillis(120));
    GitLimits shortTime = GitLimits.none().withTime(Duration.ofMillis(180));
    for (int request = 0; request < good.requests(); request++) {
      long from = good.received().get(request);
      boolean timed = (request + deed.name().length()) % 2 == 0;
      bed.fixture.wire.silentAfter(timed ? from : (from + good.received().get(request + 1)) / 2);
      Throwable thrown = catchThrowable(
          () -> deed.of(bed.fixture.remote.withLimits(timed ? shortTime : shortSilence), bed));
      bed.fixture.wire.reset();
      requireGivenUp(
          deed, thrown, timed ? GitLimitException.class : RemoteUnavailableException.class);
      if (thrown instanceof GitLimitException limited) {
        assertThat(limited.limit()).isEqualTo("time");
      }
    }
  }

  /** The server takes nothing more, and whoever waits for it is interrupted. */
  @ParameterizedTest
  @EnumSource
  void whileItWaits(Deed deed) throws Exception {
    long all = bed.good(deed).sent().get(bed.good(deed).requests());
    AtomicInteger woken = new AtomicInteger();
    AtomicLong wokenAt = new AtomicLong();
    for (long at : new long[] {0, all / 2, all - 100}) {
      bed.fixture.wire.deafAfter(at);
      Thread waiting = Thread.currentThread();
      Thread waker = new Thread(() -> {
        try {
          if (bed.fixture.wire.awaitReached()) {
            woken.incrementAndGet();
            wokenAt.set(System.nanoTime());
            waiting.interrupt();
          }
        } catch (InterruptedException never) {
          throw new IllegalStateException(never);
        }
      });
      waker.start();
      Throwable thrown = catchThrowable(() -> deed.of(bed.fixture.remote, bed));
      // A tenth of a second as a rule; this machine may have other things to do.
      assertThat(System.nanoTime() - wokenAt.get()).isLessThan(TimeUnit.SECONDS.toNanos(2));
      // Join would not wait in an interrupted thread.
      assertThat(Thread.interrupted()).isTrue();
      waker.join();
      bed.fixture.wire.reset();
      requireGivenUp(deed, thrown, GitCancelledException.class);
    }
    assertThat(woken).hasValue(3);
  }
}
