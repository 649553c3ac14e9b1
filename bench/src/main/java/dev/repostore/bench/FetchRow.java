package dev.repostore.bench;

import java.io.IOException;

/** Full clones, the pack thrown away as it comes: one after the other, and 16 at once. */
final class FetchRow implements Row {
  private static final int CLIENTS = 16;

  @Override
  public void run(Stage stage, Table table) throws IOException {
    Goal half = Goal.atMost(0.5, "×");
    Sample small = stage.options().size(Sample.M20, Sample.SMALL);
    single(stage, table, small, half);
    if (!stage.options().quick()) {
      single(stage, table, Sample.L140, half);
      single(stage, table, Sample.MANY, Goal.NONE);
    }
    crowd(stage, table, small);
  }

  private static void single(Stage stage, Table table, Sample sample, Goal goal)
      throws IOException {
    Seed seed = stage.seed(sample);
    int times = stage.options().quick() || sample == Sample.L140 ? 3 : 7;
    table.add(new Comparison("full fetch, " + seed.label(), " ms", goal)
        .run(
            stage.our(),
            stage.peer(),
            stage.options().rounds(),
            side -> fetch(side, seed, 1, times).millis(0.5)));
  }

  private static void crowd(Stage stage, Table table, Sample sample) throws IOException {
    Seed seed = stage.seed(sample);
    int times = stage.options().quick() ? 1 : 3;
    table.add(
        new Comparison("full fetch, " + seed.label() + ", 16 at once", "/s", Goal.atLeast(4, "×"))
            .run(
                stage.our(),
                stage.peer(),
                stage.options().rounds(),
                side -> fetch(side, seed, CLIENTS, times).rate()));
  }

  private static Done fetch(Side side, Seed seed, int clients, int times) throws IOException {
    byte[] request = GitRequests.clone(side, seed.repo(), seed.tips(), false);
    return Load.of(side.address(), clients).run(client -> {
      PackBody pack = seed.fullPack();
      return Chores.times(times, wire -> wire.exchange(request, 200, pack));
    });
  }
}
