package dev.repostore.host;

import dev.repostore.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A real server on a free port, and the means to talk to it as an editor of the account. */
final class TestServer implements AutoCloseable {

  static final String API_TOKEN = "canary-edit-0123456789";
  static final String READ_TOKEN = "canary-read-0123456789";
  static final String PLACE = "/client/v4/accounts/acc/artifacts";
  static final String REPOS = PLACE + "/namespaces/default/repos";

  final TestClock clock;
  final HostServer server;
  final List<String> log = new CopyOnWriteArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  private TestServer(
      Path data, TestClock clock, UnaryOperator<HostSettings> host, Patience patience) {
    this.clock = clock;
    this.server = HostServer.start(
        host.apply(HostSettings.in(data).withClock(clock)),
        ServerSettings.withToken(Secret.of(API_TOKEN))
            .withReadApiToken(Secret.of(READ_TOKEN))
            .withLog(this::logged),
        patience);
  }

  static TestServer strict(Path data) {
    return with(data, settings -> settings);
  }

  static TestServer live(Path data) {
    return with(data, settings -> settings.withLiveQuirks(true));
  }

  static TestServer with(Path data, UnaryOperator<HostSettings> host) {
    return new TestServer(data, new TestClock(), host, Patience.STANDARD);
  }

  static TestServer with(Path data, Patience patience) {
    return with(data, settings -> settings, patience);
  }

  static TestServer with(Path data, UnaryOperator<HostSettings> host, Patience patience) {
    return new TestServer(data, new TestClock(), host, patience);
  }

  private void logged(String line) {
    synchronized (log) {
      log.add(line);
      log.notifyAll();
    }
  }

  /** The first line with that in it, once there is one. */
  String awaitLine(String part) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    synchronized (log) {
      while (System.nanoTime() < end) {
        for (String line : log) {
          if (line.contains(part)) {
            return line;
          }
        }
        log.wait(1_000);
      }
    }
    throw new AssertionError("No line with " + part);
  }

  Answer get(String path) {
    return send(request(path).GET());
  }

  Answer delete(String path) {
    return send(request(path).DELETE());
  }

  Answer post(String path, String json) {
    return send(request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(json)));
  }

  /** A request with the editor's credential, to be changed and sent. */
  HttpRequest.Builder request(String path) {
    return anonymous(path).header("Authorization", "Bearer " + API_TOKEN);
  }

  HttpRequest.Builder anonymous(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path)).timeout(Duration.ofSeconds(20));
  }

  Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      return new Answer(response);
    } catch (IOException broken) {
      throw new AssertionError("The exchange broke off", broken);
    } catch (InterruptedException stopped) {
      throw new AssertionError("The test was stopped", stopped);
    }
  }

  Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(20_000);
    socket.connect(address());
    return socket;
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.url().getPort());
  }

  /** What the server sends, to the end, after these very bytes. */
  String raw(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  String createRepo(String name) {
    Answer made = post(REPOS, "{\"name\":\"" + name + "\"}");
    if (made.status() != 201) {
      throw new AssertionError(made.text());
    }
    return made.result().getString("id");
  }

  @Override
  public void close() {
    server.close();
  }
}
