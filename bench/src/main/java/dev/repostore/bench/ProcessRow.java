package dev.repostore.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A clone by a process started for it, ours and git: time, processor time, memory and bytes. */
final class ProcessRow implements Row {

  @Override
  public void run(Stage stage, Table table) throws IOException {
    List<Sample> samples =
        stage.options().size(List.of(Sample.TINY, Sample.L140, Sample.MANY), List.of(Sample.SMALL));
    for (Sample sample : samples) {
      Seed seed = stage.seed(sample);
      Serve serve = stage.our();
      ProcessClient our = ProcessClient.ours(serve.url(seed.repo()), serve.token(seed.repo()));
      ProcessClient git = ProcessClient.git(new GitBinary(serve.gitSettings(seed.repo())));
      compare(stage, table, seed, our, git);
    }
  }

  private static void compare(
      Stage stage, Table table, Seed seed, ProcessClient our, ProcessClient git)
      throws IOException {
    Comparison wall = comparison("wall time", seed, " ms");
    Comparison cpu = comparison("processor time", seed, " ms");
    Comparison peak = comparison("peak memory", seed, " MB");
    Comparison bytes = comparison("bytes over the wire", seed, " kB");
    for (int round = 0; round < stage.options().rounds(); round++) {
      try (CountingProxy proxy = CountingProxy.before(stage.our().address())) {
        String url = proxy.url(stage.our().path(seed.repo()));
        ProcessClient.Cost ours = clone(our, url, stage.newFolder());
        double ourBytes = proxy.takeKilobytes();
        ProcessClient.Cost gits = clone(git, url, stage.newFolder());
        wall.add(ours.wall(), gits.wall());
        cpu.add(ours.cpu(), gits.cpu());
        peak.add(ours.peak(), gits.peak());
        bytes.add(ourBytes, proxy.takeKilobytes());
      }
    }
    List.of(wall, cpu, peak, bytes).forEach(each -> table.add(each.figure()));
  }

  private static Comparison comparison(String what, Seed seed, String unit) {
    return new Comparison(
        "clone by a fresh process, " + seed.label() + ": " + what, unit, Goal.NONE);
  }

  private static ProcessClient.Cost clone(ProcessClient client, String url, Path folder)
      throws IOException {
    ProcessClient.Cost cost = client.clone(url, folder.resolve("clone"));
    if (!Masters.git(folder.resolve("clone"), "status", "--porcelain").isBlank()) {
      throw new WrongAnswerException("the clone's files differ from its commit");
    }
    Trees.delete(folder);
    return cost;
  }
}
