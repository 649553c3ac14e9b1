package dev.repostore.mcp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.repostore.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Makes one repo of a host readable without a token, as public ones are. */
final class PublicFront implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final URI remote;
  private final Secret token;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  PublicFront(URI remote, Secret token) throws IOException {
    this.remote = remote;
    this.token = token;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/public.git/", this::pass);
    server.createContext("/moved.git/", exchange -> moved(exchange, "localhost"));
    server.createContext("/within.git/", exchange -> moved(exchange, "127.0.0.1"));
    server.start();
  }

  /** The repo there, under the host's address; {@code moved} and {@code within} redirect. */
  String url(String name) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name + ".git";
  }

  /** The Host headers of the requests that reached the repo. */
  List<String> asked() {
    return asked;
  }

  private void moved(HttpExchange exchange, String host) throws IOException {
    String path = exchange.getRequestURI().toString().replaceFirst("/[a-z]+\\.git", "/public.git");
    try (exchange) {
      exchange
          .getResponseHeaders()
          .set("Location", "http://" + host + ":" + server.getAddress().getPort() + path);
      exchange.sendResponseHeaders(302, -1);
    }
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(exchange.getRequestHeaders().getFirst("Host"));
      HttpResponse<byte[]> answer = HTTP.send(request(exchange), BodyHandlers.ofByteArray());
      answer
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      byte[] body = answer.body();
      exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest request(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString().substring("/public.git".length());
    String user = "x:" + token.reveal();
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(remote + path))
        .timeout(Duration.ofSeconds(30))
        .header(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)))
        .method(
            exchange.getRequestMethod(),
            HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    for (String name : List.of("Content-Type", "Git-Protocol", "Content-Encoding", "Accept")) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    return request.build();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
