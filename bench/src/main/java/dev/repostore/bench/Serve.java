package dev.repostore.bench;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ours: {@code ./repostore serve} as a user starts it, in a process of its own, on a new data
 * folder; only its limits are raised. All repos get in through its API.
 */
final class Serve implements Side, Closeable {
  private static final List<String> FLAGS =
      List.of("--port", "0", "--rate-limit", "999999999", "--max-repo-bytes", "4G", "--data");

  private final Child child;
  private final Path data;
  private final InetSocketAddress address;
  private final String apiToken;
  private final Map<String, String> tokens = new ConcurrentHashMap<>();

  private Serve(Child child, Path data, InetSocketAddress address, String apiToken) {
    this.child = child;
    this.data = data;
    this.address = address;
    this.apiToken = apiToken;
  }

  /**
   * Starts it, and returns when it says that it is ready.
   *
   * @param home the project's folder
   * @param folder an empty one, for data and logs
   * @param javaOptions more options for the JVM; empty for those of the environment
   */
  static Serve start(Path home, Path folder, String javaOptions) throws IOException {
    List<String> command =
        new java.util.ArrayList<>(List.of(home.resolve("repostore").toString(), "serve"));
    command.addAll(FLAGS);
    command.add(folder.resolve("data").toString());
    String apiToken = UUID.randomUUID().toString().replace("-", "");
    Map<String, String> environment = new HashMap<>(Map.of("REPOSTORE_API_TOKEN", apiToken));
    if (!javaOptions.isEmpty()) {
      environment.put("REPOSTORE_JAVA_OPTS", javaOptions);
    }
    Child child = Child.start(command, environment, folder.resolve("serve.log").toFile());
    try {
      InetSocketAddress address = new InetSocketAddress(
          InetAddress.getLoopbackAddress(), url(child, folder).getPort());
      return new Serve(child, folder.resolve("data"), address, apiToken);
    } catch (IOException | RuntimeException failure) {
      child.close();
      throw failure;
    }
  }

  private static URI url(Child child, Path folder) throws IOException {
    BufferedReader out = new BufferedReader(
        new InputStreamReader(child.process().getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    while (line != null && !line.startsWith("http")) { // a JVM that is profiled says so first
      line = out.readLine();
    }
    if (line == null) {
      throw new IOException("serve did not start: "
          + Files.readString(folder.resolve("serve.log"), StandardCharsets.UTF_8)
              .trim());
    }
    return URI.create(line);
  }

  /** Requests of its REST API. */
  Rest rest() {
    return new Rest(address, apiToken);
  }

  /** Where it is. */
  String base() {
    return "http://127.0.0.1:" + address.getPort();
  }

  String apiToken() {
    return apiToken;
  }

  long pid() {
    return child.process().pid();
  }

  /** Creates a repo, and remembers its token. */
  void add(String repo) throws IOException {
    try (Wire wire = new Wire(address)) {
      add(repo, wire);
    }
  }

  void add(String repo, Wire wire) throws IOException {
    TextBody created = new TextBody("\"success\":true");
    wire.exchange(rest().create(repo), 201, created);
    tokens.put(repo, Json.text(created.text(), "token"));
  }

  /** Creates a repo and pushes all of a bare repository into it with git. */
  void add(String repo, Path bare) throws IOException {
    add(repo);
    Shell.run(bare, gitSettings(repo), List.of("git", "push", "-q", "--mirror", url(repo)));
  }

  /** Whether the repo has a bitmap by now: seen by a look into the data folder. */
  boolean hasBitmap(String repo) throws IOException {
    TextBody found = new TextBody("\"success\":true");
    try (Wire wire = new Wire(address)) {
      wire.exchange(rest().get(repo), 200, found);
    }
    return Trees.bytes(Trees.named(data, Json.text(found.text(), "id")), ".bitmap") > 0;
  }

  String token(String repo) {
    return Objects.requireNonNull(tokens.get(repo), repo);
  }

  @Override
  public String name() {
    return "repostore serve";
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public String path(String repo) {
    return "/git/bench/" + repo + ".git";
  }

  @Override
  public String admission(String repo) {
    return "Authorization: Bearer " + token(repo) + "\r\n";
  }

  @Override
  public void close() throws IOException {
    child.close();
  }
}
