package dev.repostore.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EndingTest {

  @Test
  void noThreadOfAnHttpClientIsLeftInTheKernel() throws Exception {
    ThreadGroup group = new ThreadGroup("of this test");
    FutureTask<HttpClient> using = new FutureTask<>(EndingTest::used);
    new Thread(group, using).start();
    HttpClient client = using.get();
    List<Thread> waiting = in(group);
    assertThat(waiting).isNotEmpty();

    Ending.prepare(group);

    for (Thread thread : waiting) {
      thread.join();
    }
    assertThat(client).isNotNull(); // it is not that nobody wants it any more
  }

  /** A client that has asked something, and keeps its connection. */
  private static HttpClient used() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("http://127.0.0.1:" + server.getLocalPort());
      var answer = client.sendAsync(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
      try (Socket socket = server.accept()) {
        socket
            .getOutputStream()
            .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(UTF_8));
        assertThat(answer.get().body()).isEqualTo("ok");
      }
    }
    return client;
  }

  private static List<Thread> in(ThreadGroup group) {
    Thread[] threads = new Thread[10];
    group.enumerate(threads);
    return Arrays.stream(threads)
        .filter(Objects::nonNull)
        .filter(thread -> thread.getName().endsWith("SelectorManager"))
        .toList();
  }
}
