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
      Goal clone = Goal.atMost(sample == Sample.TINY ? 1.0 : 0.8, "×");
      compare(stage, table, "clone, " + seed.label(), clone, our, peer, ClientWork::cloneAll);
      compare(
          stage,
          table,
          "fetch, " + seed.label(),
          Goal.atMost(0.8, "×"),
          our,
          peer,
          ClientWork::fetch);
      compare(
          stage,
          table,
          "push, " + seed.label(),
          Goal.atMost(1.0, "×"),
          our,
          peer,
          ClientWork::push);
      compare(
          stage,
          table,
          "status, " + seed.label(),
          Goal.atMost(1.0, "×"),
          our,
          peer,
          ClientWork::status);
      compare(
          stage,
          table,
          "add and commit of ten files, " + seed.label(),
          Goal.atMost(1.0, "×"),
          our,
          peer,
          ClientWork::commit);
    }
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
    table.add(new Comparison("git-ops: " + what, " ms", goal)
        .run(stage.options().rounds(), () -> measure.of(our), () -> measure.of(peer)));
  }
}
