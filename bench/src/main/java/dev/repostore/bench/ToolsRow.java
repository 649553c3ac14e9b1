package dev.repostore.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Our server of tools, beside the same tools on the official TypeScript SDK. */
final class ToolsRow implements Row {

  private static final String TOKEN = "bench-token-of-no-use-elsewhere";
  private static final int AT_ONCE = 16;

  @Override
  public void run(Stage stage, Table table) throws IOException {
    ToolPeer peer = ToolPeer.install(stage, tools(stage));
    for (Path java : stage.options().javas()) {
      String feature = StartRow.feature(java);
      Work ours = new Work(stage, command(stage), settings(stage, java));
      Work peers = new Work(stage, peer.command(), Map.of());
      double most = feature.equals("17") ? 1.3 : 1.0;
      measure(
          table,
          "mcp, exec to initialize, Java " + feature,
          " ms",
          Goal.atMost(most, "×"),
          stage,
          ours::hello,
          peers::hello);
      measure(
          table,
          "mcp, exec to the first create_repo, Java " + feature,
          " ms",
          Goal.NONE,
          stage,
          ours::create,
          peers::create);
      measure(
          table,
          "mcp, peak memory after 5,000 calls, Java " + feature,
          " MB",
          Goal.atMost(1, "×"),
          stage,
          ours::memory,
          peers::memory);
      measure(
          table,
          "mcp, get_repo over stdio, median, Java " + feature,
          " µs",
          Goal.atMost(1.5, "×"),
          stage,
          ours::latency,
          peers::latency);
      measure(
          table,
          "mcp, get_repo over stdio, 16 at once, Java " + feature,
          "/s",
          Goal.NONE,
          stage,
          ours::throughput,
          peers::throughput);
      http(stage, table, java, feature, peer);
    }
  }

  private static void measure(
      Table table,
      String what,
      String unit,
      Goal goal,
      Stage stage,
      Comparison.Work our,
      Comparison.Work peer)
      throws IOException {
    table.add(new Comparison(what, unit, goal).run(stage.options().rounds(), our, peer));
  }

  private static List<String> command(Stage stage) throws IOException {
    return new ArrayList<>(List.of(
        stage.options().home().resolve("repostore").toString(),
        "mcp",
        "--root",
        stage.newFolder().toString()));
  }

  private static Map<String, String> settings(Stage stage, Path java) throws IOException {
    return new HashMap<>(Map.of(
        "JAVA_HOME", java.toString(),
        "REPOSTORE_HOME", stage.newFolder().resolve("data").toString(),
        "REPOSTORE_MCP_TOKEN", TOKEN));
  }

  private static String tools(Stage stage) throws IOException {
    Path java = stage.options().javas().get(0);
    Path log = stage.newFolder().resolve("log");
    try (ToolTalk talk = ToolTalk.start(command(stage), settings(stage, java), log.toFile())) {
      talk.hello();
      talk.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
      return talk.answer("\"create_repo\"");
    }
  }

  private static void http(Stage stage, Table table, Path java, String feature, ToolPeer peer)
      throws IOException {
    InetSocketAddress our = Child.freePort();
    List<String> command = command(stage);
    command.addAll(List.of("--http", String.valueOf(our.getPort())));
    InetSocketAddress their = Child.freePort();
    Path log = stage.newFolder();
    try (ToolHttp ours = ToolHttp.start(
            command, settings(stage, java), log.resolve("our").toFile(), our, TOKEN);
        ToolHttp peers = ToolHttp.start(
            peer.command(their.getPort()), Map.of(), log.resolve("peer").toFile(), their, TOKEN)) {
      create(ours);
      create(peers);
      measure(
          table,
          "mcp, get_repo over HTTP, 16 at once, Java " + feature,
          "/s",
          Goal.atLeast(1.5, "×"),
          stage,
          () -> rate(stage, ours),
          () -> rate(stage, peers));
      measure(
          table,
          "mcp, get_repo over HTTP, median of one, Java " + feature,
          " µs",
          Goal.NONE,
          stage,
          () -> median(stage, ours),
          () -> median(stage, peers));
    }
  }

  private static void create(ToolHttp server) throws IOException {
    try (Wire wire = new Wire(server.address())) {
      wire.exchange(
          server.request(ToolTalk.call(1, "create_repo", "{\"name\":\"one\"}")),
          200,
          new TextBody("default_branch"));
    }
  }

  private static Done load(Stage stage, ToolHttp server, int clients) throws IOException {
    byte[] get = server.request(ToolTalk.call(2, "get_repo", "{\"repo\":\"one\"}"));
    double seconds = stage.options().size(3.0, 0.2);
    return Load.of(server.address(), clients, seconds).run(client -> {
      TextBody body = new TextBody("default_branch");
      return Chores.forever(wire -> wire.exchange(get, 200, body));
    });
  }

  private static double rate(Stage stage, ToolHttp server) throws IOException {
    return load(stage, server, AT_ONCE).rate();
  }

  private static double median(Stage stage, ToolHttp server) throws IOException {
    return load(stage, server, 1).millis(0.5) * 1000;
  }

  /** One server, started anew for each measure. */
  private static final class Work {

    private final Stage stage;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private long names;

    Work(Stage stage, List<String> command, Map<String, String> environment) throws IOException {
      this.stage = stage;
      this.command = command;
      this.environment = environment;
      this.log = stage.newFolder().resolve("log");
    }

    private ToolTalk start() throws IOException {
      return ToolTalk.start(command, environment, log.toFile());
    }

    double hello() throws IOException {
      long start = System.nanoTime();
      try (ToolTalk talk = start()) {
        talk.hello();
        return (System.nanoTime() - start) / 1e6;
      }
    }

    double create() throws IOException {
      long start = System.nanoTime();
      try (ToolTalk talk = start()) {
        talk.hello();
        create(talk);
        return (System.nanoTime() - start) / 1e6;
      }
    }

    private String create(ToolTalk talk) throws IOException {
      String name = "repo-" + names++;
      talk.send(ToolTalk.call(1, "create_repo", "{\"name\":\"" + name + "\"}"));
      talk.answer("default_branch");
      return ToolTalk.call(2, "get_repo", "{\"repo\":\"" + name + "\"}");
    }

    double latency() throws IOException {
      try (ToolTalk talk = start()) {
        talk.hello();
        String get = create(talk);
        one(talk, get, stage.options().size(5000, 50));
        long[] times = one(talk, get, stage.options().size(5000, 50));
        Arrays.sort(times);
        return times[times.length / 2] / 1e3;
      }
    }

    private static long[] one(ToolTalk talk, String get, int calls) throws IOException {
      long[] times = new long[calls];
      for (int call = 0; call < calls; call++) {
        long start = System.nanoTime();
        talk.send(get);
        talk.answer("default_branch");
        times[call] = System.nanoTime() - start;
      }
      return times;
    }

    double throughput() throws IOException {
      try (ToolTalk talk = start()) {
        talk.hello();
        String get = create(talk);
        int calls = stage.options().size(20_000, 100);
        many(talk, get, calls / 4);
        long start = System.nanoTime();
        many(talk, get, calls);
        return calls / ((System.nanoTime() - start) / 1e9);
      }
    }

    private static void many(ToolTalk talk, String get, int calls) throws IOException {
      for (int call = 0; call < calls + AT_ONCE; call++) {
        if (call >= AT_ONCE) {
          talk.answer("default_branch");
        }
        if (call < calls) {
          talk.send(get);
        }
      }
    }

    double memory() throws IOException {
      try (ToolTalk talk = start()) {
        talk.hello();
        one(talk, create(talk), stage.options().size(5000, 50));
        return talk.peakMegabytes();
      }
    }
  }
}
