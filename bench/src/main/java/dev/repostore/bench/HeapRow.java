package dev.repostore.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** 10,000 repos, each created, pushed to and asked for its refs, by a server with a 512 MB heap. */
final class HeapRow implements Row {
  private static final Pattern USED = Pattern.compile("used (\\d+)K");
  private static final int CLIENTS = 8;

  @Override
  public void run(Stage stage, Table table) throws IOException {
    int repos = stage.options().size(10_000, 100);
    Push push = PushChain.of("refs/heads/main", PushRun.ABSENT, "heap", 1).get(0);
    try (Serve our = stage.serve("-Xmx512m")) {
      each(our, repos, (repo, wire) -> {
        our.add(repo, wire);
        LinesBody report = new LinesBody(2, "ok " + push.branch());
        wire.exchange(GitRequests.push(our, repo, push), 200, report);
      });
      each(
          our,
          repos,
          (repo, wire) -> wire.exchange(
              GitRequests.lsRefs(our, repo),
              200,
              new LinesBody(2, push.after() + " refs/heads/main\n")));
      double used = usedMegabytes(our.pid());
      table.add(Figure.alone(
          "heap in use after a collection, " + repos + " repos pushed and read, -Xmx512m",
          used,
          " MB",
          Goal.atMost(512, " MB")));
    }
  }

  private interface PerRepo {
    void run(String repo, Wire wire) throws IOException;
  }

  private static void each(Serve our, int repos, PerRepo work) throws IOException {
    AtomicInteger number = new AtomicInteger();
    Load.of(our.address(), CLIENTS).run(client -> wire -> {
      int mine = number.getAndIncrement();
      if (mine >= repos) {
        return false;
      }
      work.run("heap-" + mine, wire);
      return true;
    });
  }

  private static double usedMegabytes(long pid) throws IOException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Path here = Path.of(".");
    Shell.run(here, Map.of(), List.of(jcmd, String.valueOf(pid), "GC.run"));
    String heap = Shell.run(here, Map.of(), List.of(jcmd, String.valueOf(pid), "GC.heap_info"));
    Matcher used = USED.matcher(heap);
    if (!used.find()) {
      throw new IOException("jcmd says nothing of the heap: " + heap);
    }
    return Long.parseLong(used.group(1)) / 1024.0;
  }
}
