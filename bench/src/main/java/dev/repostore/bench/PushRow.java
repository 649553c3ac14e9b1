package dev.repostore.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Small pushes: into 64 repos, and into one. */
final class PushRow implements Row {
  private static final int CLIENTS = 8;
  private static final int WARM_UPS = 2; // as Comparison warms up

  @Override
  public void run(Stage stage, Table table) throws IOException {
    manyRepos(stage, table);
    oneRepo(stage, table);
  }

  private static void manyRepos(Stage stage, Table table) throws IOException {
    int repos = stage.options().size(64, 8);
    int perRound = stage.options().size(8, 2);
    int rounds = stage.options().rounds();
    List<Push> chain =
        PushChain.of("refs/heads/main", PushRun.ABSENT, "many", perRound * (rounds + WARM_UPS));
    List<PushRun.Branch> branches = new ArrayList<>();
    for (int repo = 0; repo < repos; repo++) {
      String name = "push-" + repo;
      stage.our().add(name);
      stage.peer().add(name);
      branches.add(new PushRun.Branch(name, chain));
    }
    table.add(run(
        "push, " + repos + " repos, 8 clients", Goal.atLeast(2, "×"), stage, branches, perRound));
  }

  private static void oneRepo(Stage stage, Table table) throws IOException {
    int perRound = stage.options().size(40, 5);
    int rounds = stage.options().rounds();
    List<PushRun.Branch> branches = new ArrayList<>();
    stage.our().add("push-one");
    stage.peer().add("push-one");
    for (int client = 0; client < CLIENTS; client++) {
      branches.add(new PushRun.Branch(
          "push-one",
          PushChain.of(
              "refs/heads/client-" + client,
              PushRun.ABSENT,
              "client " + client,
              perRound * (rounds + WARM_UPS))));
    }
    table.add(run("push, one repo, 8 clients", Goal.atLeast(1.5, "×"), stage, branches, perRound));
  }

  private static Figure run(
      String what, Goal goal, Stage stage, List<PushRun.Branch> branches, int perRound)
      throws IOException {
    PushRun our = new PushRun(stage.our(), branches);
    PushRun peer = new PushRun(stage.peer(), branches);
    return new Comparison(what, "/s", goal)
        .run(
            stage.our(),
            stage.peer(),
            stage.options().rounds(),
            side -> (side == stage.our() ? our : peer).next(CLIENTS, perRound).rate());
  }
}
