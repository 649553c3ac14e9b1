package dev.repostore.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReliefTest {

  private final Semaphore relieved = new Semaphore(0);
  private final Relief relief = new Relief(relieved::release);

  @AfterEach
  void close() {
    relief.close();
  }

  private boolean isRelieved() throws InterruptedException {
    return relieved.tryAcquire(20, TimeUnit.SECONDS);
  }

  @Test
  void whoTakesLongIsRelievedOnceForEachAnswer() throws Exception {
    for (int i = 0; i < 3; i++) {
      long turn = relief.begin();
      assertThat(isRelieved()).isTrue();
      assertThat(relief.end(turn)).isFalse();
    }
    assertThat(relieved.availablePermits()).isZero();
  }

  /** The thread that was relieved and the one that reads now answer at once. */
  @Test
  void soIsWhoRelieved() throws Exception {
    long first = relief.begin();
    assertThat(isRelieved()).isTrue();
    long second = relief.begin();
    assertThat(relief.end(first)).isFalse();
    assertThat(isRelieved()).isTrue();
    assertThat(relief.end(second)).isFalse();
  }

  @RepeatedTest(3)
  void eitherWhoReadsGoesOnOrAnotherDoes() throws Exception {
    int others = 0;
    for (int i = 0; i < 200_000; i++) {
      if (!relief.end(relief.begin())) {
        others++;
      }
    }
    assertThat(relieved.tryAcquire(others, 20, TimeUnit.SECONDS)).isTrue();
    long last = relief.begin();
    assertThat(isRelieved()).isTrue();
    assertThat(relief.end(last)).isFalse();
    assertThat(relieved.availablePermits()).isZero();
  }
}
