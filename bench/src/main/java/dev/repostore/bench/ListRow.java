package dev.repostore.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Pages and searches in a namespace of 100,000 repos, one after the other. */
final class ListRow implements Row {
  private static final List<String> WORDS = List.of(
      "agent", "billing", "cache", "deploy", "editor", "feed", "gateway", "hook", "index", "job");
  private static final List<String> SORTS =
      List.of("created_at", "updated_at", "last_push_at", "name");
  private static final Goal GOAL = Goal.atMost(10, " ms");

  @Override
  public void run(Stage stage, Table table) throws IOException {
    int repos = stage.options().size(100_000, 2_000);
    try (Serve our = stage.serve("")) {
      fill(our, repos);
      int times = stage.options().size(60 * stage.options().rounds(), 20);
      pages(our, "?limit=50", times); // warms up, as Comparison does
      for (String sort : SORTS) {
        for (String direction : List.of("asc", "desc")) {
          String query = "?limit=50&sort=" + sort + "&direction=" + direction;
          report(table, "page by " + sort + " " + direction, pages(our, query, times));
        }
      }
      // Many matches, a few, one, none.
      for (String search : List.of("billing", "gateway-1234", "job-77777", "nowhere")) {
        report(table, "search '" + search + "'", search(our, search, times));
      }
    }
  }

  private static void report(Table table, String what, Done done) {
    table.add(Figure.alone(what + ", median", done.millis(0.5), " ms", GOAL));
    table.add(Figure.alone(what + ", p99", done.millis(0.99), " ms", GOAL));
  }

  private static void fill(Serve our, int repos) throws IOException {
    Rest rest = our.rest();
    AtomicInteger number = new AtomicInteger();
    Done done = Load.of(our.address(), 16).run(client -> {
      TextBody made = new TextBody("\"success\":true");
      return wire -> {
        int mine = number.getAndIncrement();
        if (mine >= repos) {
          return false;
        }
        wire.exchange(rest.create(WORDS.get(mine % WORDS.size()) + "-" + mine), 201, made);
        return true;
      };
    });
    if (done.count() != repos) {
      throw new WrongAnswerException(done.count() + " repos created, not " + repos);
    }
  }

  /** The first page and those behind it, 20 deep, then again. */
  private static Done pages(Serve our, String query, int times) throws IOException {
    Rest rest = our.rest();
    return Load.of(our.address(), 1).run(client -> {
      TextBody page = new TextBody("\"success\":true");
      String[] cursor = {""};
      int[] deep = {0};
      return Chores.times(times, wire -> {
        wire.exchange(rest.list(query + cursor[0]), 200, page);
        boolean first = deep[0]++ % 20 == 19;
        cursor[0] = first ? "" : "&cursor=" + Json.cursor(page.text());
      });
    });
  }

  private static Done search(Serve our, String search, int times) throws IOException {
    byte[] request = our.rest().list("?limit=50&search=" + search);
    return Load.of(our.address(), 1).run(client -> {
      TextBody page = new TextBody("\"success\":true");
      return Chores.times(times, wire -> wire.exchange(request, 200, page));
    });
  }
}
