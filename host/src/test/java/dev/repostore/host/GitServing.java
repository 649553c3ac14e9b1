package dev.repostore.host;

import dev.repostore.CreateRepo;
import dev.repostore.CreateToken;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A host with one repo, {@code acme/web}, whose Git is served on a port of its own. */
final class GitServing implements AutoCloseable {

  final TestClock clock = new TestClock();
  final Host host;
  final Server server = new Server();
  final Map<String, Throwable> failures = new ConcurrentHashMap<>();
  final RepoRow repo;
  final String writeToken;
  final String readToken;
  private final int port;

  GitServing(Path data, UnaryOperator<HostSettings> settings) throws Exception {
    host = Host.open(settings.apply(HostSettings.in(data).withClock(clock)));
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new GitHandler(host, failures::put));
    server.start();
    port = connector.getLocalPort();
    NewRepo made = host.create("acme", CreateRepo.named("web").withDefaultBranch("trunk"));
    repo = made.repo();
    writeToken = made.token().secret().reveal();
    readToken = host.mint("acme", "web", CreateToken.read()).secret().reveal();
  }

  static GitServing strict(Path data) throws Exception {
    return new GitServing(data, settings -> settings);
  }

  static GitServing live(Path data) throws Exception {
    return new GitServing(data, settings -> settings.withLiveQuirks(true));
  }

  /** The repo's URL, without credentials. */
  String url() {
    return url("web");
  }

  String url(String name) {
    return "http://127.0.0.1:" + port + "/git/acme/" + name + ".git";
  }

  /** The repo's URL with a token in it, as a user may paste it. */
  String url(String name, String token) {
    return "http://x:" + URLEncoder.encode(token, StandardCharsets.UTF_8) + "@127.0.0.1:" + port
        + "/git/acme/" + name + ".git";
  }

  String pushUrl() {
    return url("web", writeToken);
  }

  Path folder() {
    try (var git = host.git(repo)) {
      return git.getDirectory().toPath();
    }
  }

  /** Discovery of a service with an {@code Authorization} header, or none. */
  HttpResponse<String> discover(String name, String service, String authorization)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url(name) + "/info/refs?service=" + service));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return send(request.build());
  }

  /** What discovery says to a client of protocol v2. */
  String v2Capabilities() throws Exception {
    return send(HttpRequest.newBuilder(URI.create(url() + "/info/refs?service=git-upload-pack"))
            .header("Authorization", "Bearer " + readToken)
            .header("Git-Protocol", "version=2")
            .build())
        .body();
  }

  static HttpResponse<String> send(HttpRequest request) throws Exception {
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    host.close();
  }
}
