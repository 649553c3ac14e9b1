package dev.repostore.mcp;

import static dev.repostore.mcp.HttpClientOf.TOKEN;
import static dev.repostore.mcp.HttpClientOf.message;
import static dev.repostore.mcp.TestDoor.LIMITS;
import static dev.repostore.mcp.TestDoor.OPTIONS;
import static dev.repostore.mcp.TestDoor.isRefused;
import static dev.repostore.mcp.TestDoor.raw;
import static dev.repostore.mcp.TestMessages.call;
import static dev.repostore.mcp.TestMessages.errorCode;
import static dev.repostore.mcp.TestMessages.initialize;
import static dev.repostore.mcp.TestMessages.modern;
import static dev.repostore.mcp.TestMessages.text;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How much of a server of HTTP one client can have. */
class HttpBoundsTest {

  private static final Map<String, Object> ECHO = call(1, "echo", Map.of("text", "hello"));

  @TempDir
  private Path folder;

  private TestTools tools;
  private HttpDoor door;
  private HttpClientOf client;

  @BeforeEach
  void open() {
    tools = new TestTools(folder, Clock.systemUTC());
    door = HttpDoor.open(tools.lanes(), OPTIONS, LIMITS);
    client = new HttpClientOf(door.url());
  }

  @AfterEach
  void close() {
    tools.go.countDown();
    door.close();
    tools.close();
  }

  @Test
  void aBodyHasABound() throws Exception {
    Map<String, Object> large = call(1, "echo", Map.of("text", "x".repeat(LIMITS.bytes())));
    isRefused(client.send(client.modern(modern(large))), 413);

    String head = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TOKEN
        + "\r\nContent-Type: application/json\r\n";
    String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
    assertThat(
            raw(door, head + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(4) + "0\r\n\r\n"))
        .startsWith("HTTP/1.1 413");
    assertThat(raw(door, head + "Content-Length: 1000000000\r\n\r\n")).startsWith("HTTP/1.1 413");
  }

  /** A client that is still sending would find its connection closed, and no answer. */
  @Test
  void whoIsRefusedMaySendToTheEnd() throws Exception {
    String head = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.url().getPort())) {
      socket.getOutputStream().write((head + "Content-Length: 2\r\n\r\n").getBytes(US_ASCII));
      socket.setSoTimeout(100);
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      socket.setSoTimeout(10_000);
      String next = "{}GET /elsewhere HTTP/1.1\r\nHost: elsewhere\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(next.getBytes(US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
          .startsWith("HTTP/1.1 401")
          .contains("HTTP/1.1 421");
    }
  }

  @Test
  void whoSendsSlowlyIsNotWaitedFor() throws Exception {
    String head = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TOKEN
        + "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{";
    assertThat(raw(door, head)).startsWith("HTTP/1.1 408");
    assertThat(raw(door, "POST /mcp HTTP/1.1\r\nHost: loc")).isEmpty();
    assertThat(text(message(client.send(client.modern(modern(ECHO)))))).isEqualTo("hello");
  }

  @Test
  @Timeout(60)
  void whoSendsAByteNowAndThenIsNotWaitedForEither() throws Exception {
    for (String before : List.of("", "GET /mcp HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
      try (Socket socket =
          new Socket(InetAddress.getLoopbackAddress(), door.url().getPort())) {
        socket.setSoTimeout(300); // and so this long between two bytes
        socket.getOutputStream().write(before.getBytes(US_ASCII));
        socket.getOutputStream().write("GET /mcp HTTP/1.1\r\nX-Slow: ".getBytes(US_ASCII));
        drip(socket);
      }
    }
  }

  /** Returns when the server has closed the connection. */
  private static void drip(Socket socket) throws Exception {
    byte[] ignored = new byte[2000];
    try {
      while (true) {
        try {
          if (socket.getInputStream().read(ignored) < 0) {
            return;
          }
        } catch (SocketTimeoutException nothingSaid) {
          socket.getOutputStream().write('x');
        }
      }
    } catch (SocketException reset) {
      // Closed as well.
    }
  }

  @Test
  void sessionsHaveABound() throws Exception {
    String first = client.initialize(Map.of());
    client.initialize(Map.of());
    client.initialize(Map.of());
    isRefused(client.send(client.post(initialize(Map.of()))), 503);

    assertThat(client
            .send(client.builder().header("Mcp-Session-Id", first).DELETE())
            .statusCode())
        .isEqualTo(204);
    isRefused(client.send(client.in(first, ECHO)), 404);
    assertThat(client.initialize(Map.of())).isNotBlank();
  }

  @Test
  void sessionsNobodyUsesAreForgotten() throws Exception {
    door.close();
    HttpLimits brief = new HttpLimits(
        LIMITS.idle(),
        LIMITS.headers(),
        LIMITS.body(),
        LIMITS.stop(),
        LIMITS.bytes(),
        4,
        1,
        Duration.ofNanos(1));
    door = HttpDoor.open(tools.lanes(), OPTIONS, brief);
    client = new HttpClientOf(door.url());

    for (int i = 0; i < 5; i++) {
      assertThat(client.send(client.post(initialize(Map.of()))).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void callsHaveABound() throws Exception {
    for (int i = 0; i < LIMITS.calls(); i++) {
      var unused = client.sendAsync(client.modern(modern(call(i, "wait", Map.of()))));
    }
    assertThat(tools.allWaiting(LIMITS.calls())).isTrue();

    HttpResponse<String> refused = client.send(client.modern(modern(ECHO)));
    isRefused(refused, 503);
    assertThat(errorCode(message(refused))).isEqualTo(Rpc.BUSY);
  }

  @Test
  void goingAwayIsCancellation() throws Exception {
    CompletableFuture<HttpResponse<String>> waiting =
        client.sendAsync(client.modern(modern(call(1, "wait", Map.of()))));
    assertThat(tools.waiting.await(30, TimeUnit.SECONDS)).isTrue();
    waiting.cancel(true);

    assertThat(tools.cancelled()).isTrue();
  }

  @Test
  void whatRunsMayFinishWhenItStops() throws Exception {
    CompletableFuture<HttpResponse<String>> waiting =
        client.sendAsync(client.modern(modern(call(1, "wait", Map.of()))));
    assertThat(tools.waiting.await(30, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Void> closing = CompletableFuture.runAsync(door::close);
    tools.go.countDown();

    closing.get(30, TimeUnit.SECONDS);
    assertThat(text(message(waiting.get(30, TimeUnit.SECONDS)))).isEqualTo("went on");
  }
}
