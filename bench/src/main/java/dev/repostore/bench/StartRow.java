package dev.repostore.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From {@code exec} of {@code ./repostore serve} to its first answer, with each Java asked for. */
final class StartRow implements Row {
  private static final byte[] REQUEST =
      "GET /client/v4/accounts/a/artifacts/namespaces HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
          .getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  @Override
  public void run(Stage stage, Table table) throws IOException {
    for (Path java : stage.options().javas()) {
      List<Double> seconds = new ArrayList<>();
      Path data = stage.newFolder();
      for (int round = -2; round < Math.max(1, stage.options().rounds()); round++) {
        double took = start(stage, java, data);
        if (round >= 0) {
          seconds.add(took);
        }
      }
      table.add(Figure.alone(
          "serve, exec to first answer, Java " + feature(java),
          Comparison.median(seconds),
          " s",
          Goal.atMost(1, " s")));
    }
  }

  private static double start(Stage stage, Path java, Path data) throws IOException {
    InetSocketAddress address = Child.freePort();
    List<String> command = List.of(
        stage.options().home().resolve("repostore").toString(),
        "serve",
        "--port",
        String.valueOf(address.getPort()),
        "--data",
        data.resolve("data").toString());
    long start = System.nanoTime();
    try (Child child = Child.start(
        command, Map.of("JAVA_HOME", java.toString()), data.resolve("serve.log").toFile())) {
      child.awaitPort(address);
      try (Wire wire = new Wire(address)) {
        wire.exchange(REQUEST, 401, new Body() {});
      }
      return (System.nanoTime() - start) / 1e9;
    }
  }

  static String feature(Path java) throws IOException {
    String version = Shell.run(
        java, Map.of(), List.of("sed", "-n", "s/^JAVA_VERSION=\"\\([0-9]*\\).*/\\1/p", "release"));
    return version.trim();
  }
}
