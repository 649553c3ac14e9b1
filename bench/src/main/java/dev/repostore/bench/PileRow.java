package dev.repostore.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * So many small pushes into one repo that files pile up: one client, blocks of a tenth on each side
 * in turn. Are the last as fast as the first?
 */
final class PileRow implements Row {
  @Override
  public void run(Stage stage, Table table) throws IOException {
    int block = stage.options().size(500, 20);
    int blocks = 10;
    stage.our().add("push-row");
    stage.peer().add("push-row");
    List<PushRun.Branch> branches = List.of(new PushRun.Branch(
        "push-row", PushChain.of("refs/heads/main", PushRun.ABSENT, "row", block * blocks)));
    PushRun our = new PushRun(stage.our(), branches);
    PushRun peer = new PushRun(stage.peer(), branches);
    List<Double> ours = new ArrayList<>();
    List<Double> peers = new ArrayList<>();
    for (int number = 0; number < blocks; number++) {
      ours.add(our.next(1, block).rate());
      peers.add(peer.next(1, block).rate());
    }
    String what = "push " + block * blocks + " in a row, one repo, 1 client";
    Comparison all = new Comparison(what, "/s", Goal.atLeast(1.5, "×"));
    for (int number = 0; number < blocks; number++) {
      all.add(ours.get(number), peers.get(number));
    }
    table.add(all.figure());
    Comparison slowing =
        new Comparison("the last tenth's rate to the first's, in that row", "×", Goal.NONE);
    double ourLast = ours.get(blocks - 1) / ours.get(0);
    slowing.add(ourLast, peers.get(blocks - 1) / peers.get(0));
    table.add(slowing.figure());
  }
}
