package dev.repostore.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorksTest {

  private final List<String> seen = new CopyOnWriteArrayList<>();

  /** As an operation of Git: it ends when it is interrupted, and tidies up. */
  private String work(CountDownLatch begun) {
    try {
      begun.countDown();
      new CountDownLatch(1).await();
      return "done";
    } catch (InterruptedException cancelled) {
      seen.add("tidied");
      throw new IllegalStateException("cancelled", cancelled);
    }
  }

  @Test
  void letsWordsTidyUpBeforeTheProcessEnds() throws Exception {
    Session session = new Session();
    CountDownLatch begun = new CountDownLatch(2);
    Thread[] threads = {
      new Thread(() -> session.work(() -> session.longWork(progress -> work(begun)))),
      new Thread(() -> session.longWork(progress -> work(begun)))
    };
    for (Thread thread : threads) {
      thread.setUncaughtExceptionHandler((where, failure) -> seen.add("" + failure.getMessage()));
      thread.start();
    }
    begun.await();
    session.end();
    assertThat(seen).contains("tidied", "tidied");
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(seen).containsExactlyInAnyOrder("tidied", "tidied", "cancelled", "cancelled");
    assertThat(session.lastFailure()).hasMessage("cancelled");
    assertThat(session.cancel()).isFalse();
  }

  @Test
  void tellsTheOperationThatItIsCancelled() throws Exception {
    Works works = new Works();
    CountDownLatch begun = new CountDownLatch(1);
    Thread thread = new Thread(() -> works.runLong(progress -> {
      begun.countDown();
      while (!progress.cancelled()) {
        Thread.onSpinWait();
      }
      return seen.add("given up");
    }));
    thread.start();
    begun.await();
    assertThat(works.cancel()).isTrue();
    thread.join();
    assertThat(seen).containsExactly("given up");
  }

  @Test
  void goesOnAfterwards() {
    Works works = new Works();
    assertThat(works.cancel()).isFalse();
    assertThat(works.<Boolean>runLong(progress -> progress.cancelled())).isFalse();
  }
}
