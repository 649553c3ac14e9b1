package dev.repostore.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Repos created durably, and asked for, over REST by 16 clients. */
final class ControlRow implements Row {
  private static final int CLIENTS = 16;

  private final AtomicInteger number = new AtomicInteger();

  @Override
  public void run(Stage stage, Table table) throws IOException {
    Serve our = stage.our();
    double seconds = stage.options().size(3.0, 0.5);
    int rounds = stage.options().rounds();
    table.add(rate("create, durable, 16 clients", 2_000, rounds, () -> create(our, seconds)));
    table.add(rate("get a repo, 16 clients", 20_000, rounds, () -> get(our, seconds)));
  }

  private interface Measure {
    Done run() throws IOException;
  }

  private static Figure rate(String what, double goal, int rounds, Measure measure)
      throws IOException {
    measure.run();
    measure.run(); // warm
    List<Double> rates = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      rates.add(measure.run().rate());
    }
    return Figure.alone(what, Comparison.median(rates), "/s", Goal.atLeast(goal, "/s"));
  }

  private Done create(Serve our, double seconds) throws IOException {
    Rest rest = our.rest();
    return Load.of(our.address(), CLIENTS, seconds).run(client -> {
      TextBody made = new TextBody("\"success\":true");
      return Chores.forever(
          wire -> wire.exchange(rest.create("made-" + number.incrementAndGet()), 201, made));
    });
  }

  private Done get(Serve our, double seconds) throws IOException {
    byte[][] requests = new byte[Math.min(1000, number.get())][];
    for (int repo = 0; repo < requests.length; repo++) {
      requests[repo] = our.rest().get("made-" + (repo + 1));
    }
    return Load.of(our.address(), CLIENTS, seconds).run(client -> {
      TextBody found = new TextBody("\"success\":true");
      int[] next = {client * 61};
      return Chores.forever(
          wire -> wire.exchange(requests[next[0]++ % requests.length], 200, found));
    });
  }
}
