package dev.repostore.bench;

import java.io.IOException;
import java.util.function.IntFunction;

/** Questions about refs, and clones of a small repo, by 16 clients at once. */
final class RefsRow implements Row {
  private static final int CLIENTS = 16;

  @Override
  public void run(Stage stage, Table table) throws IOException {
    Seed tiny = stage.seed(Sample.TINY);
    Seed many = stage.seed(Sample.REFS10K);
    Goal goal = Goal.atLeast(20, "×");
    compare(stage, table, "ls-refs, tiny repo, 16 clients", goal, side -> lsRefs(side, tiny));
    compare(stage, table, "small clone, 16 clients", goal, side -> smallClone(side, tiny));
    compare(
        stage,
        table,
        "ls-refs, 10,001 refs, 16 clients",
        Goal.atLeast(3, "×"),
        side -> lsRefs(side, many));
  }

  private interface Work {
    IntFunction<Chores> at(Side side);
  }

  private static void compare(Stage stage, Table table, String what, Goal goal, Work work)
      throws IOException {
    double seconds = stage.options().size(3.0, 0.5);
    table.add(new Comparison(what, "/s", goal)
        .run(
            stage.our(),
            stage.peer(),
            stage.options().rounds(),
            side -> Load.of(side.address(), CLIENTS, seconds).run(work.at(side)).rate()));
  }

  private static IntFunction<Chores> lsRefs(Side side, Seed seed) {
    byte[] request = GitRequests.lsRefs(side, seed.repo());
    return client -> {
      LinesBody refs = refs(seed);
      return Chores.forever(wire -> wire.exchange(request, 200, refs));
    };
  }

  /** What git clone asks for, in its order: capabilities, refs, the pack. */
  private static IntFunction<Chores> smallClone(Side side, Seed seed) {
    byte[] first = GitRequests.capabilities(side, seed.repo());
    byte[] second = GitRequests.lsRefs(side, seed.repo());
    byte[] third = GitRequests.clone(side, seed.repo(), seed.tips(), false);
    return client -> {
      LinesBody capabilities = new LinesBody(0, "ls-refs");
      LinesBody refs = refs(seed);
      PackBody pack = seed.fullPack();
      return Chores.forever(wire -> {
        wire.exchange(first, 200, capabilities);
        wire.exchange(second, 200, refs);
        wire.exchange(third, 200, pack);
      });
    };
  }

  /** HEAD, and the rest. */
  private static LinesBody refs(Seed seed) {
    return new LinesBody(1 + seed.refs(), seed.main() + " refs/heads/main\n");
  }
}
