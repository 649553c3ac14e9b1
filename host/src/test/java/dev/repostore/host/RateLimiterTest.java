package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

  private final TestClock clock = new TestClock();

  @Test
  void asManyAsTheLimitGoThroughAndOneMoreWaits() {
    RateLimiter limiter = new RateLimiter(3, clock);
    for (int i = 0; i < 3; i++) {
      assertThat(limiter.acquire("a")).isEmpty();
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(limiter.acquire("a")).contains(Duration.ofSeconds(7));
  }

  @Test
  void theWindowSlides() {
    RateLimiter limiter = new RateLimiter(2, clock);
    limiter.acquire("a");
    clock.advance(Duration.ofSeconds(9));
    limiter.acquire("a");
    clock.advance(Duration.ofSeconds(1));
    assertThat(limiter.acquire("a")).as("the first is 10 s old").isEmpty();
    assertThat(limiter.acquire("a")).as("the second is 1 s old").contains(Duration.ofSeconds(9));
  }

  @Test
  void aRefusedRequestDoesNotCount() {
    RateLimiter limiter = new RateLimiter(1, clock);
    limiter.acquire("a");
    for (int i = 0; i < 5; i++) {
      clock.advance(Duration.ofSeconds(1));
      assertThat(limiter.acquire("a")).isPresent();
    }
    clock.advance(Duration.ofSeconds(5));
    assertThat(limiter.acquire("a")).isEmpty();
  }

  @Test
  void keysDoNotTouchEachOther() {
    RateLimiter limiter = new RateLimiter(1, clock);
    limiter.acquire("a");
    assertThat(limiter.acquire("b")).isEmpty();
    assertThat(limiter.acquire("a")).isPresent();
  }

  @Test
  void aClockSetBackLocksNobodyOut() {
    RateLimiter limiter = new RateLimiter(1, clock);
    limiter.acquire("a");
    clock.advance(Duration.ofHours(-1));
    assertThat(limiter.acquire("a")).isEmpty();
    assertThat(limiter.acquire("a")).contains(Duration.ofSeconds(10));
  }

  @Test
  void keysThatWentQuietAreForgotten() {
    RateLimiter limiter = new RateLimiter(5, clock);
    for (int i = 0; i < 10_000; i++) {
      limiter.acquire("old" + i);
    }
    clock.advance(Duration.ofSeconds(10));
    for (int i = 0; i < 10_000; i++) {
      limiter.acquire("new" + i);
    }
    assertThat(limiter.size()).isLessThan(15_000);
  }

  @Test
  void threadsTogetherGetExactlyTheLimit() throws Exception {
    RateLimiter limiter = new RateLimiter(5_000, clock);
    AtomicInteger through = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(4);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    for (int t = 0; t < 4; t++) {
      threads.execute(() -> {
        for (int i = 0; i < 2_000; i++) {
          if (limiter.acquire("a").isEmpty()) {
            through.incrementAndGet();
          }
        }
        done.countDown();
      });
    }
    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    threads.shutdown();
    assertThat(through).hasValue(5_000);
  }

  @Test
  void noLimitRemembersNothing() {
    RateLimiter limiter = new RateLimiter(Integer.MAX_VALUE, clock);
    for (int i = 0; i < 100; i++) {
      assertThat(limiter.acquire("a")).isEmpty();
    }
    assertThat(limiter.size()).isZero();
  }
}
