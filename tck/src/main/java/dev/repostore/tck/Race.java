package dev.repostore.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.git.GitException;
import dev.repostore.git.GitRemote;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Two who write to one remote at once: neither sends before both have looked where its refs are.
 */
final class Race<T> {

  /** What each does, with a remote of its own. */
  interface Writer<T> {
    T write(GitRemote remote) throws Exception;
  }

  private final List<T> winners = new ArrayList<>();
  private final List<Throwable> losers = new ArrayList<>();

  private final List<Midway> midways = new ArrayList<>();

  private Race() {}

  static <T> Race<T> run(GitRemote remote, Writer<T> one, Writer<T> other) throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    Race<T> race = new Race<>();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Callable<T>> writers =
          List.of(race.start(remote, one, both), race.start(remote, other, both));
      for (Future<T> end : threads.invokeAll(writers, 60, TimeUnit.SECONDS)) {
        race.finish(end);
      }
    } finally {
      threads.shutdownNow();
    }
    return race;
  }

  private Callable<T> start(GitRemote remote, Writer<T> writer, CountDownLatch both) {
    Midway midway = new Midway(() -> {
      both.countDown();
      await(both);
    });
    midways.add(midway);
    return () -> {
      try {
        return writer.write(midway.of(remote));
      } finally {
        both.countDown(); // who fails before lets the other go on
      }
    };
  }

  private static void await(CountDownLatch both) {
    try {
      assertThat(both.await(20, TimeUnit.SECONDS)).as("the other is ready, too").isTrue();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void finish(Future<T> end) throws InterruptedException {
    try {
      winners.add(end.get());
    } catch (ExecutionException failed) {
      losers.add(failed.getCause());
    }
  }

  /** What the only one has who got in. */
  T winner() {
    assertThat(winners).as("winners; the others: %s", losers).hasSize(1);
    midways.forEach(Midway::assertReached);
    return winners.get(0);
  }

  /** What the only other was told. */
  <E extends GitException> E loser(Class<E> expected) {
    assertThat(losers).singleElement().isInstanceOf(expected);
    return expected.cast(losers.get(0));
  }
}
