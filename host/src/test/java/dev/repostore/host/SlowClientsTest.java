package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlowClientsTest {

  private static final String BEGINNING = "POST " + TestServer.REPOS
      + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TestServer.API_TOKEN
      + "\r\nContent-Length: 1000\r\n\r\n{";

  @TempDir
  Path data;

  @TempDir
  Path folder;

  private static void drip(List<Socket> slow, String bytes) throws IOException {
    for (Socket socket : slow) {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Test
  void twoHundredSendersOfAByteNowAndThenHoldNobodyUp() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try (TestServer server =
        TestServer.with(data, Patience.STANDARD.withBody(Duration.ofSeconds(60)))) {
      try {
        // More than there are threads: had each one, nobody else would be answered.
        for (int i = 0; i < 220; i++) {
          slow.add(server.connect());
        }
        drip(slow, BEGINNING);
        for (int i = 0; i < 20; i++) {
          drip(slow, " ");
          long begin = System.nanoTime();
          server.createRepo("fast" + i);
          assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        }
      } finally {
        for (Socket socket : slow) {
          socket.close();
        }
      }
    }
  }

  private static List<String> beginnings(String credential) {
    String git = " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + credential
        + "\r\nContent-Length: 100000\r\nContent-Type: application/x-";
    return List.of(
        BEGINNING,
        "POST /git/default/one.git/git-upload-pack" + git + "git-upload-pack-request\r\n\r\n0",
        "POST /git/default/one.git/git-receive-pack" + git + "git-receive-pack-request\r\n\r\n0");
  }

  /** Bodies to the API, fetches and pushes; each sends a byte whenever another client is served. */
  @Test
  void twoHundredSlowSendersOfEveryKindAreCutOffAndHoldNobodyUp() throws Exception {
    List<Socket> slow = new ArrayList<>();
    Duration patience = Duration.ofSeconds(2);
    try (TestServer server = TestServer.with(data, Patience.STANDARD.withBody(patience))) {
      try {
        Answer made = server.post(TestServer.REPOS, "{\"name\":\"one\"}");
        String token = made.result().getString("token");
        String remote = made.result().getString("remote");
        GitBinary git =
            new GitBinary(folder).with("http.extraHeader=Authorization: Bearer " + token);
        List<String> beginnings = beginnings(token);
        int threads = Thread.activeCount();
        for (int i = 0; i < 201; i++) {
          Socket socket = server.connect();
          slow.add(socket);
          drip(List.of(socket), beginnings.get(i % beginnings.size()));
        }
        long begun = System.nanoTime();
        // A second longer, because the server sees the beginning of each later than this.
        while (System.nanoTime() - begun < patience.plusSeconds(1).toNanos()) {
          for (Socket socket : slow) {
            dripOrCut(socket);
          }
          long asked = System.nanoTime();
          git.ok("ls-remote", remote);
          assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(5));
          assertThat(Thread.activeCount() - threads).isLessThanOrEqualTo(200);
        }
        for (Socket socket : slow) {
          dripOrCut(socket);
        }
        for (int i = 0; i < slow.size(); i++) {
          assertThat(answer(slow.get(i)))
              .as(beginnings.get(i % beginnings.size()))
              .matches("(?s)(HTTP/1.1 408 .*|)");
        }
        server.createRepo("works-still");
      } finally {
        for (Socket socket : slow) {
          socket.close();
        }
      }
    }
  }

  private static void dripOrCut(Socket socket) {
    try {
      socket.getOutputStream().write(' ');
    } catch (IOException cut) {
      // What it was told is read in the end.
    }
  }

  /** What a client was told in the end; empty if it was only cut off. */
  private static String answer(Socket socket) throws IOException {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(told);
    } catch (SocketTimeoutException open) {
      return "still open after: " + told.toString(StandardCharsets.UTF_8);
    } catch (SocketException reset) {
      // What came before counts.
    }
    return told.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aBodyThatDoesNotArriveInTimeIsRefused() throws Exception {
    try (TestServer server =
            TestServer.with(data, Patience.STANDARD.withBody(Duration.ofMillis(200)));
        Socket slow = server.connect()) {
      drip(List.of(slow), BEGINNING);
      String answer = new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer)
          .startsWith("HTTP/1.1 408")
          .contains("Connection: close", "The body did not arrive in time");
    }
  }

  @Test
  void headersThatDripInAreCutOff() throws Exception {
    for (String bytes : List.of("GET /a HTTP/1.1\r\nX: y", "\r\n\r\n\r\n\r\n\r\n\r\n", "GET /")) {
      try (TestServer server =
              TestServer.with(data, Patience.STANDARD.withHeaders(Duration.ofMillis(300)));
          Socket slow = server.connect()) {
        drip(List.of(slow), bytes);
        long begin = System.nanoTime();
        slow.setSoTimeout(20);
        int cut = Integer.MAX_VALUE;
        while (cut == Integer.MAX_VALUE) {
          cut = next(slow, bytes.startsWith("\r") ? "\r\n" : "a");
          assertThat(Duration.ofNanos(System.nanoTime() - begin))
              .isLessThan(Duration.ofSeconds(10));
        }
        assertThat(cut).as(bytes).isEqualTo(-1);
      }
    }
  }

  /** Sends a little more; -1 once the server has gone. */
  private static int next(Socket slow, String more) {
    try {
      slow.getOutputStream().write(more.getBytes(StandardCharsets.US_ASCII));
      return slow.getInputStream().read();
    } catch (SocketTimeoutException stillThere) {
      return Integer.MAX_VALUE;
    } catch (IOException gone) {
      return -1;
    }
  }

  @Test
  void aConnectionMayRestBetweenRequests() throws Exception {
    String get = "GET " + TestServer.REPOS + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
        + TestServer.API_TOKEN + "\r\n\r\n";
    try (TestServer server =
            TestServer.with(data, Patience.STANDARD.withHeaders(Duration.ofMillis(200)));
        Socket socket = server.connect()) {
      for (int i = 0; i < 3; i++) {
        drip(List.of(socket), get.substring(0, 30));
        drip(List.of(socket), get.substring(30));
        byte[] answer = new byte[8192];
        int read = socket.getInputStream().read(answer);
        assertThat(new String(answer, 0, read, StandardCharsets.UTF_8)).startsWith("HTTP/1.1 200");
        socket.setSoTimeout(400);
        assertThatThrownBy(() -> socket.getInputStream().read())
            .isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(20_000);
      }
    }
  }

  @Test
  void aSenderThatStopsSendingIsRefused() throws Exception {
    try (TestServer server =
            TestServer.with(data, Patience.STANDARD.withIdle(Duration.ofMillis(200)));
        Socket slow = server.connect()) {
      drip(List.of(slow), BEGINNING);
      assertThat(new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 408");
    }
  }

  @Test
  void aReaderThatStopsReadingIsLetGoOf() throws Exception {
    try (TestServer server = TestServer.strict(data)) {
      new TestContent(new TestSpace(server, "content"), "demo", folder, 8 << 20);
    }
    try (TestServer server =
        TestServer.with(data, Patience.STANDARD.withIdle(Duration.ofMillis(500)))) {
      String repo = new TestSpace(server, "content").repo("demo");
      try (Socket stalled = new Socket()) {
        // Else the file might fit what lies between the two.
        stalled.setReceiveBufferSize(8 << 10);
        stalled.connect(server.address());
        drip(
            List.of(stalled),
            "GET " + repo + "/file?ref=main&path=large.bin HTTP/1.1\r\nHost: x\r\n"
                + "Authorization: Bearer " + TestServer.API_TOKEN + "\r\n\r\n");
        // The line is logged when the answer is over: sent, or given up.
        server.awaitLine("/file\"");
        assertThat(stalled.getInputStream().readAllBytes().length).isLessThan(8 << 20);
      }
    }
  }
}
