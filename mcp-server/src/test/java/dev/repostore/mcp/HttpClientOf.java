package dev.repostore.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A client of an {@link HttpDoor}, that says what it is told to say. */
final class HttpClientOf {

  static final String TOKEN = "test_0123456789";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  private final URI url;

  HttpClientOf(URI url) {
    this.url = url;
  }

  /** One that a test may change before it is sent. */
  HttpRequest.Builder builder() {
    return HttpRequest.newBuilder(url)
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + TOKEN)
        .header("Accept", "application/json, text/event-stream")
        .header("Content-Type", "application/json");
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
    return HTTP.sendAsync(request.build(), BodyHandlers.ofString());
  }

  /** The lines of an answer, as they come. */
  Stream<String> lines(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofLines()).body();
  }

  HttpRequest.Builder post(Map<String, Object> message) {
    return builder().POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(message)));
  }

  /** With the headers that 2026-07-28 wants. */
  HttpRequest.Builder modern(Map<String, Object> message) {
    HttpRequest.Builder request = post(message)
        .header("MCP-Protocol-Version", "2026-07-28")
        .header("Mcp-Method", String.valueOf(message.get("method")));
    Object subject = Params.subject(message);
    return subject == null ? request : request.header("Mcp-Name", String.valueOf(subject));
  }

  HttpRequest.Builder in(String session, Map<String, Object> message) {
    return post(message).header("Mcp-Session-Id", session);
  }

  /** Begins a session. */
  String initialize(Map<String, Object> capabilities) throws Exception {
    HttpResponse<String> begun = send(post(TestMessages.initialize(capabilities)));
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(200);
    String session = begun.headers().firstValue("Mcp-Session-Id").orElseThrow();
    Map<String, Object> initialized = Rpc.notification("notifications/initialized", Map.of());
    assertThat(send(in(session, initialized)).statusCode()).isEqualTo(202);
    return session;
  }

  /** The one message of an answer, or its last one if it is a stream. */
  static Map<String, Object> message(HttpResponse<String> response) {
    List<Map<String, Object>> all = messages(response);
    return all.get(all.size() - 1);
  }

  static List<Map<String, Object>> messages(HttpResponse<String> response) {
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (!type.startsWith("text/event-stream")) {
      return List.of(parsed(response.body()));
    }
    return response
        .body()
        .lines()
        .filter(line -> line.startsWith("data: "))
        .map(line -> parsed(line.substring("data: ".length())))
        .toList();
  }

  static Map<String, Object> parsed(String json) {
    try {
      return Json.object(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException malformed) {
      throw new UncheckedIOException(json, malformed);
    }
  }
}
