package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostServerStopTest {

  private static final String HEADERS =
      " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TestServer.API_TOKEN + "\r\n";
  private static final String BODY = "{\"name\":\"last\"}";

  @TempDir
  Path data;

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  private static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String head(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      assertThat(next).as("the connection ended after %s", head).isNotNegative();
      head.append((char) next);
    }
    return head.toString();
  }

  /** A request of which the server has seen the headers and waits for the body. */
  private static Socket begun(TestServer server) throws IOException {
    Socket socket = server.connect();
    send(
        socket,
        "POST " + TestServer.REPOS + HEADERS + "Expect: 100-continue\r\nContent-Length: "
            + BODY.length() + "\r\n\r\n");
    assertThat(head(socket)).startsWith("HTTP/1.1 100 Continue");
    return socket;
  }

  private static void awaitClosedDoor(TestServer server) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (System.nanoTime() < end) {
      try (Socket open = server.connect()) {
        LockSupport.parkNanos(1_000_000);
      } catch (ConnectException closed) {
        return;
      }
    }
    throw new AssertionError("The server still takes connections");
  }

  @Test
  void whatRunsIsFinishedAndWhatIsNewIsRefused() throws Exception {
    TestServer server = TestServer.strict(data);
    try (Socket running = begun(server);
        Socket idle = server.connect()) {
      send(idle, "HEAD " + TestServer.REPOS + HEADERS + "\r\n");
      assertThat(head(idle)).startsWith("HTTP/1.1 200 OK");
      CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
      awaitClosedDoor(server);

      send(idle, "GET " + TestServer.REPOS + HEADERS + "\r\n");
      assertThat(rest(idle))
          .startsWith("HTTP/1.1 503 Service Unavailable")
          .contains("Connection: close", "Retry-After", "\"The server is stopping.");
      assertThat(closing).isNotDone();

      send(running, BODY);
      assertThat(rest(running)).startsWith("HTTP/1.1 201 Created").contains("\"last\"");
      closing.get(10, TimeUnit.SECONDS);
    }
    try (TestServer again = TestServer.strict(data)) {
      assertThat(again.get(TestServer.REPOS + "/last").status()).isEqualTo(200);
    }
  }

  @Test
  void closingTwiceDoesNothing() {
    TestServer server = TestServer.strict(data);
    server.close();
    server.close();
  }

  @Test
  void idleConnectionsDoNotHoldAStopUp() throws Exception {
    TestServer server = TestServer.strict(data);
    try (Socket idle = server.connect()) {
      send(idle, "HEAD " + TestServer.REPOS + HEADERS + "\r\n");
      head(idle);
      long begin = System.nanoTime();
      server.close();
      assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(5));
      assertThat(rest(idle)).isEmpty();
    }
  }

  @Test
  void whatDoesNotFinishIsCutOff() throws Exception {
    TestServer server = TestServer.with(data, Patience.STANDARD.withStop(Duration.ofMillis(200)));
    try (Socket running = begun(server)) {
      long begin = System.nanoTime();
      server.close();
      assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(5));
      assertThat(rest(running)).doesNotContain("201");
    }
  }
}
