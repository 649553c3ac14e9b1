package dev.repostore.bench;

import java.io.IOException;
import java.util.List;

/** Git's work done by our library in a warm process, and by git, on the same server of ours. */
final class ClientRow implements Row {
  private interface Measure {
    double of(ClientWork work) throws IOException;
  }

  @Override
  public void run(Stage stage, Table table) throws IOException {
    List<Sample> samples =
        stage.options().size(List.of(Sample.TINY, Sample.L140, Sample.MANY), List.of(Sample.SMALL));
    for (Sample sample : samples) {
      Seed seed = stage.seed(sample);
      Serve serve = stage.our();
      String url = serve.url(seed.repo());
      GitBinary git = new GitBinary(serve.gitSettings(seed.repo()));
      Client library = new OurClient(url, serve.token(seed.repo()));
      ClientWork our = new ClientWork(git, library, url, seed.main(), stage.newFolder());
      ClientWork peer = new ClientWork(git, git, url, seed.main(), stage.newFolder());
      for (Job job : jobs(sample)) {
        table.add(new Comparison("git-ops: " + job.what() + ", " + seed.label(), " ms", job.goal())
            .run(
                stage.options().rounds(),
                () -> job.measure().of(our),
                () -> job.measure().of(peer)));
      }
    }
  }

  private static List<Job> jobs(Sample sample) {
    return List.of(
        new Job("clone", sample == Sample.TINY ? 1.0 : 0.8, ClientWork::cloneAll),
        new Job("fetch", 0.8, ClientWork::fetch),
        new Job("push", 1.0, ClientWork::push),
        new Job("status", 1.0, ClientWork::status),
        new Job("add and commit of ten files", 1.0, ClientWork::commit));
  }

  /** One kind of work, and the most it may take of the peer's time. */
  private record Job(String what, double most, Measure measure) {
    Goal goal() {
      return Goal.atMost(most, "×");
    }
  }
}
