package dev.repostore.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Forks over REST, one after the other: as fast for a large repo as for a small one. */
final class ForkRow implements Row {
  private final AtomicInteger number = new AtomicInteger();

  @Override
  public void run(Stage stage, Table table) throws IOException {
    List<Sample> samples = stage
        .options()
        .size(List.of(Sample.TINY, Sample.M20, Sample.L140), List.of(Sample.TINY, Sample.SMALL));
    int forks = stage.options().size(50 * stage.options().rounds(), 5);
    for (Sample sample : samples) {
      Seed seed = stage.seed(sample);
      fork(stage.our(), seed, forks); // warm
      Done done = fork(stage.our(), seed, forks);
      String what = "fork, " + seed.label();
      table.add(Figure.alone(what + ", median", done.millis(0.5), " ms", Goal.atMost(5, " ms")));
      table.add(Figure.alone(what + ", p99", done.millis(0.99), " ms", Goal.NONE));
    }
  }

  private Done fork(Serve our, Seed seed, int forks) throws IOException {
    Rest rest = our.rest();
    return Load.of(our.address(), 1).run(client -> {
      TextBody made = new TextBody("\"success\":true");
      return Chores.times(
          forks,
          wire ->
              wire.exchange(rest.fork(seed.repo(), "fork-" + number.incrementAndGet()), 201, made));
    });
  }
}
