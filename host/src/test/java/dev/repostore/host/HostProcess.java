package dev.repostore.host;

import dev.repostore.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, so that it can be killed. */
final class HostProcess implements AutoCloseable {

  static final String API_TOKEN = "canary-edit-0123456789";

  private final Process process;
  private final BufferedReader output;
  private final URI url;
  private volatile boolean killed;

  private HostProcess(Process process, BufferedReader output, URI url) {
    this.process = process;
    this.output = output;
    this.url = url;
  }

  /** Returns when it answers. */
  static HostProcess start(Path data) throws IOException {
    return start(data, List.of());
  }

  /** The same, where no file can grow beyond so many KiB: as good as a full disk, without root. */
  static HostProcess start(Path data, int fileKilobytes) throws IOException {
    String shell = "ulimit -f " + fileKilobytes * 2 + " && exec \"$@\"";
    return start(data, List.of("sh", "-c", shell, "sh"));
  }

  private static HostProcess start(Path data, List<String> prefix) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        HostProcess.class.getName(),
        data.toString()));
    Process process = new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    BufferedReader output = process.inputReader();
    String url = output.readLine();
    if (url == null) {
      throw new IOException("The server has not started.");
    }
    return new HostProcess(process, output, URI.create(url));
  }

  URI url() {
    return url;
  }

  /** Whether failures of requests are to be expected. */
  boolean isKilled() {
    return killed;
  }

  /** As {@code kill -9} does; returns when it is dead. */
  void kill() throws IOException, InterruptedException {
    killed = true;
    process.destroyForcibly();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new IOException("The server cannot be killed.");
    }
    output.close();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    kill();
  }

  private static void tellFailures(String line) {
    if (line.contains("\"error\":")) {
      System.err.println(line);
    }
  }

  /** The child: serves the folder until its input ends, which it does when its parent dies. */
  public static void main(String[] arguments) throws IOException {
    HostSettings host = HostSettings.in(Path.of(arguments[0])).withPrivateImports(true);
    ServerSettings settings =
        ServerSettings.withToken(Secret.of(API_TOKEN)).withLog(HostProcess::tellFailures);
    try (HostServer server = HostServer.start(host, settings)) {
      System.out.println(server.url());
      while (System.in.read() >= 0) {}
    }
  }
}
