package dev.repostore.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Clones without files: the fetch alone, and git's whole clone. */
final class BloblessRow implements Row {
  private static final Goal GOAL = Goal.atMost(1.0, "×");

  @Override
  public void run(Stage stage, Table table) throws IOException {
    List<Sample> samples =
        stage.options().size(List.of(Sample.M20, Sample.L140), List.of(Sample.SMALL));
    for (Sample sample : samples) {
      Seed seed = stage.seed(sample);
      compare(stage, table, "blobless fetch, " + seed.label(), side -> fetch(side, seed));
      compare(
          stage,
          table,
          "git clone --bare --filter=blob:none, " + seed.label(),
          side -> clone(stage, side, seed));
    }
  }

  private static void compare(Stage stage, Table table, String what, Comparison.Measure measure)
      throws IOException {
    table.add(new Comparison(what, " ms", GOAL)
        .run(stage.our(), stage.peer(), stage.options().rounds(), measure));
  }

  private static double fetch(Side side, Seed seed) throws IOException {
    byte[] request = GitRequests.clone(side, seed.repo(), seed.tips(), true);
    return Load.of(side.address(), 1)
        .run(client -> {
          PackBody pack = seed.bloblessPack();
          return Chores.times(5, wire -> wire.exchange(request, 200, pack));
        })
        .millis(0.5);
  }

  private static double clone(Stage stage, Side side, Seed seed) throws IOException {
    var folder = stage.newFolder();
    Map<String, String> settings = side.gitSettings(seed.repo());
    long start = System.nanoTime();
    Shell.run(
        folder,
        settings,
        List.of("git", "clone", "-q", "--bare", "--filter=blob:none", side.url(seed.repo()), "."));
    double millis = (System.nanoTime() - start) / 1e6;
    if (!Masters.git(folder, "rev-parse", "refs/heads/main").trim().equals(seed.main())) {
      throw new WrongAnswerException("the clone is not at the right commit");
    }
    Trees.delete(folder);
    return millis;
  }
}
