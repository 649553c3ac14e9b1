package dev.repostore.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TickerTest {

  /** A clock of this kind may begin anywhere. */
  private final AtomicLong now = new AtomicLong(-Duration.ofSeconds(1).toNanos());

  private final List<Double> told = new ArrayList<>();
  private final Ticker ticker = new Ticker((done, total, step) -> told.add(done), now::get);

  @Test
  void tenStepsASecondAreToldHoweverManyThereAre() {
    for (int at = 0; at < 3_000; at++) {
      ticker.tell(at, 3_000.0, "counting");
      now.addAndGet(Duration.ofMillis(1).toNanos());
    }
    assertThat(told).hasSizeBetween(29, 30);
  }

  @Test
  void manyShortStepsAreNotToldMoreOften() {
    for (int at = 0; at < 1_000; at++) {
      ticker.tell(1, null, "step " + at);
      now.addAndGet(Duration.ofMillis(1).toNanos());
    }
    assertThat(told).hasSizeBetween(9, 10);
  }

  @Test
  void whatIsToldGrows() {
    for (String step : List.of("counting", "writing", "counting")) {
      for (int at = 0; at < 50; at++) {
        ticker.tell(at, 50.0, step);
        now.addAndGet(Duration.ofMillis(20).toNanos());
      }
    }
    assertThat(told).hasSizeGreaterThan(20).isSorted().doesNotHaveDuplicates();
  }
}
