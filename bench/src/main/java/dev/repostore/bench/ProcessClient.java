package dev.repostore.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Clones in a process of its own and takes the costs of the last: processor time and peak memory,
 * as GNU time counts them, children included.
 */
final class ProcessClient {
  private final List<String> command;
  private final Map<String, String> environment;

  private ProcessClient(List<String> command, Map<String, String> environment) {
    this.command = command;
    this.environment = environment;
  }

  /** Ours: a JVM of its own, started for one clone. */
  static ProcessClient ours(String url, String token) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessClient(
        List.of(
            java,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            Once.class.getName(),
            url,
            "clone"),
        Map.of("BENCH_TOKEN", token));
  }

  static ProcessClient git(GitBinary git) {
    return new ProcessClient(List.of("git", "clone", "-q"), git.settings());
  }

  /** What one clone cost: milliseconds, and peak megabytes of the largest of its processes. */
  record Cost(double wall, double cpu, double peak) {}

  Cost clone(String url, Path folder) throws IOException {
    Path costs = Files.createTempFile("bench", ".time");
    try {
      List<String> line = new ArrayList<>(
          List.of(Shell.find("time", "time"), "-f", "%U %S %M", "-o", costs.toString()));
      line.addAll(command);
      boolean git = command.get(0).equals("git");
      line.addAll(git ? List.of(url, folder.toString()) : List.of(folder.toString(), url));
      long start = System.nanoTime();
      Shell.run(folder.resolve("..").normalize(), new HashMap<>(environment), line);
      double wall = (System.nanoTime() - start) / 1e6;
      String[] said = Files.readString(costs, StandardCharsets.US_ASCII).trim().split(" ", -1);
      double cpu = 1e3 * (Double.parseDouble(said[0]) + Double.parseDouble(said[1]));
      return new Cost(wall, cpu, Double.parseDouble(said[2]) / 1e3);
    } finally {
      Files.deleteIfExists(costs);
    }
  }
}
