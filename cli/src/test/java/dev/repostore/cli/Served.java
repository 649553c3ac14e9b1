package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code repostore serve} in a process of its own, on a free port unless told otherwise. */
final class Served implements AutoCloseable {

  private static final int SECONDS = 30;

  private final Process process;
  private final Path err;
  private final List<String> lines;

  private Served(Process process, Path err, List<String> lines) {
    this.process = process;
    this.err = err;
    this.lines = lines;
  }

  static Served start(Path data, String... options) throws IOException {
    return start(data, Map.of(), options);
  }

  static Served start(Path data, Map<String, String> environment, String... options)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--data", data.toString()));
    if (!List.of(options).contains("--port")) {
      arguments.addAll(List.of("--port", "0"));
    }
    Collections.addAll(arguments, options);
    return startAnywhere(data.toAbsolutePath().getParent(), environment, arguments);
  }

  /**
   * Returns when it is ready.
   *
   * @param folder where its standard error goes
   */
  static Served startAnywhere(Path folder, Map<String, String> environment, List<String> options)
      throws IOException {
    Path err = Files.createTempFile(folder, "serve", ".err");
    List<String> arguments = new ArrayList<>(List.of("serve"));
    arguments.addAll(options);
    Process process = Repostore.process(environment, arguments.toArray(String[]::new))
        .redirectError(err.toFile())
        .start();
    BufferedReader out = process.inputReader();
    List<String> lines = new ArrayList<>();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      lines.add(line);
      if (line.contains("CLOUDFLARE_API_TOKEN")) {
        return new Served(process, err, lines);
      }
    }
    throw new AssertionError("serve did not start: " + Files.readString(err));
  }

  URI url() {
    return URI.create(lines.get(0));
  }

  int port() {
    return url().getPort();
  }

  /** What it printed: its URL, then lines for a shell. */
  List<String> lines() {
    return lines;
  }

  /** What it said on standard error so far. */
  String err() throws IOException {
    return Files.readString(err);
  }

  Process process() {
    return process;
  }

  /** Asks it to stop, and gives its exit status. */
  int stop() throws InterruptedException {
    process.destroy();
    return ended();
  }

  int ended() throws InterruptedException {
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("ended in time").isTrue();
    return process.exitValue();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly();
    ended();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
