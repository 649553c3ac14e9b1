package dev.repostore.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Git's work done by our library in a warm process, and by git, on the same server of ours. */
final class ClientRow implements Row {
  private static final double WARM_MILLIS = 10_000;
  private static final double MOMENT_MILLIS = 1000;
  private static final int WARM_TIMES = 400;

  /** With what sets the work up: a folder of 20,000 files takes a second each time. */
  private static final Duration WARM_AT_MOST = Duration.ofSeconds(60);

  private interface Measure {
    double of(ClientWork work) throws IOException;
  }

  @Override
  public void run(Stage stage, Table table) throws IOException {
    List<Sample> samples =
        stage.options().size(List.of(Sample.TINY, Sample.L140, Sample.MANY), List.of(Sample.SMALL));
    for (Sample sample : samples) {
      if (isLeftOut(sample, samples, stage.options())) {
        continue;
      }
      Seed seed = stage.seed(sample);
      Serve serve = stage.our();
      String url = serve.url(seed.repo());
      String token = serve.token(seed.repo());
      GitBinary git = new GitBinary(serve.gitSettings(seed.repo()));
      ClientWork peer = new ClientWork(git, git, url, seed.main(), stage.newFolder());
      for (boolean trusting : new boolean[] {true, false}) {
        OurClient library = new OurClient(url, token, trusting);
        ClientWork our = new ClientWork(git, library, url, seed.main(), stage.newFolder());
        String suffix = (trusting ? ", host trusted, " : ", ") + seed.label();
        for (Job job : trusting ? List.of(clone(sample)) : jobs(sample)) {
          String what = "git-ops: " + job.what() + suffix;
          if (stage.options().wants(what)) {
            compare(stage, table, what, job.goal(), our, peer, job.measure());
          }
        }
        if (!trusting && sample.isLarge()) {
          withoutClone(stage, table, new RemoteWork(library, git, seed, url), peer, seed);
        }
      }
    }
  }

  /** Putting a sample on the servers takes long: not for the figures of another. */
  private static boolean isLeftOut(Sample sample, List<Sample> samples, Options options) {
    return samples.stream()
        .anyMatch(other -> other != sample && options.only().contains(other.repo()));
  }

  private static void compare(
      Stage stage,
      Table table,
      String what,
      Goal goal,
      ClientWork our,
      ClientWork peer,
      Measure measure)
      throws IOException {
    warm(stage, () -> measure.of(our));
    table.add(new Comparison(what, " ms", goal)
        .run(rounds(stage, peer, measure), () -> measure.of(our), () -> measure.of(peer)));
  }

  /** What takes a moment is measured more often: a moment's other work would show in it. */
  private static int rounds(Stage stage, ClientWork peer, Measure measure) throws IOException {
    int rounds = stage.options().rounds();
    return measure.of(peer) < MOMENT_MILLIS ? rounds * 5 : rounds;
  }

  /** The peer's way to the same file is a full clone. */
  private static void withoutClone(
      Stage stage, Table table, RemoteWork our, ClientWork peer, Seed seed) throws IOException {
    String suffix = " one file without a clone; git: clone, " + seed.label();
    withoutClone(stage, table, "git-ops: read" + suffix, our::read, peer);
    withoutClone(stage, table, "git-ops: commit" + suffix, our::commit, peer);
  }

  private static void withoutClone(
      Stage stage, Table table, String what, Comparison.Work our, ClientWork peer)
      throws IOException {
    if (stage.options().wants(what)) {
      warm(stage, our);
      table.add(new Comparison(what, " ms", Goal.atMost(0.05, "×"))
          .run(stage.options().rounds(), our, peer::cloneAll));
    }
  }

  /**
   * A process is warm when what it does most was done often: for ten seconds of its own time, or a
   * few hundred times.
   */
  private static void warm(Stage stage, Comparison.Work work) throws IOException {
    double own = 0;
    long end = System.nanoTime() + WARM_AT_MOST.toNanos();
    for (int i = 0; i < WARM_TIMES && own < WARM_MILLIS && System.nanoTime() < end; i++) {
      if (stage.options().quick()) {
        return;
      }
      own += work.once();
    }
  }

  private static List<Job> jobs(Sample sample) {
    return List.of(
        clone(sample),
        new Job("fetch", Goal.atMost(0.8, "×"), ClientWork::fetch),
        new Job("push", Goal.atMost(1, "×"), ClientWork::push),
        new Job("status", Goal.atMost(1, "×"), ClientWork::status),
        new Job("add and commit of ten files", Goal.atMost(1, "×"), ClientWork::commit));
  }

  private static Job clone(Sample sample) {
    return new Job(
        "clone", Goal.atMost(sample == Sample.TINY ? 1.0 : 0.8, "×"), ClientWork::cloneAll);
  }

  /** One kind of work, and the most it may take of the peer's time. */
  private record Job(String what, Goal goal, Measure measure) {}
}
