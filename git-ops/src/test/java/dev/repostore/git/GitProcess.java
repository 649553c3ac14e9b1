package dev.repostore.git;

import dev.repostore.Person;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A client in a process of its own, so that it can be killed. */
final class GitProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;

  private GitProcess(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  /** @param arguments the work, the folder, and what the work needs */
  static GitProcess start(Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx128m",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        GitProcess.class.getName()));
    command.addAll(List.of(arguments));
    return new GitProcess(new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start());
  }

  /** What it says next; fails if it has ended. */
  String next() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new IOException("The client has ended by itself.");
    }
    return line;
  }

  /** Kills it as {@code kill -9} does, and gives the last line it had said. */
  String kill() throws IOException, InterruptedException {
    // That of the process itself would close what it has said.
    process.toHandle().destroyForcibly();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new IOException("The client cannot be killed.");
    }
    String last = "";
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      last = line;
    }
    return last;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    kill();
    output.close();
  }

  /** The child. */
  public static void main(String[] arguments) throws Exception {
    Path clone = Path.of(arguments[1]);
    System.out.println("ready");
    switch (arguments[0]) {
      case "clone" -> GitRemote.at(URI.create(arguments[2])).cloneInto(clone);
      case "fetch" ->
        GitRemote.at(URI.create(arguments[2]))
            .fetch(clone, Fetch.usual().withDepth(Fetch.WHOLE_HISTORY));
      case "commit" -> commit(clone);
      case "switch" -> switchBranches(clone);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    System.out.println("done");
  }

  private static void commit(Path clone) throws IOException {
    try (Checkout checkout = Checkout.open(Workspace.at(clone), clone)) {
      for (int i = 0; i < 100_000; i++) {
        Files.writeString(clone.resolve("f/" + i % 50 + ".txt"), "text " + i);
        checkout.stage("f");
        System.out.println(checkout
            .commit(CreateCommit.of("Number " + i)
                .withCommitter(new Person("A", "a@example.org"))
                .withAllowEmpty(true))
            .hash());
      }
    }
  }

  private static void switchBranches(Path clone) {
    try (Checkout checkout = Checkout.open(Workspace.at(clone), clone)) {
      for (int i = 0; i < 100_000; i++) {
        String branch = i % 2 == 0 ? "two" : "one";
        checkout.switchTo(branch);
        System.out.println(branch);
      }
    }
  }
}
