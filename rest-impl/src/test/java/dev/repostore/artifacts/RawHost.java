package dev.repostore.artifacts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server that answers every connection's first request with bytes of the test's choice. */
final class RawHost implements AutoCloseable {

  /** What to do with a connection once its request's head is read. */
  interface Manners {
    void answer(Socket socket, List<String> head) throws IOException;
  }

  private final ServerSocket server;
  private final Manners manners;
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final List<Socket> open = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch left = new CountDownLatch(1);

  RawHost(Manners manners) {
    this.manners = manners;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    start(this::accept);
  }

  /** Answers with this text and closes. */
  static RawHost that(String answer) {
    return new RawHost((socket, head) -> {
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
    });
  }

  /** Reads and never answers. */
  static RawHost thatStalls() {
    return thatStallsAfter("");
  }

  /** Answers with this text and then no more, without closing. */
  static RawHost thatStallsAfter(String beginning) {
    return new RawHost((socket, head) -> {
      OutputStream out = socket.getOutputStream();
      out.write(beginning.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    });
  }

  /** A whole answer with this body. */
  static String http(String statusLine, String contentType, String body) {
    return "HTTP/1.1 " + statusLine + "\r\nContent-Type: " + contentType + "\r\nContent-Length: "
        + body.length() + "\r\nConnection: close\r\n\r\n" + body;
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "raw-host");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader in = new BufferedReader(
          new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      List<String> head = new ArrayList<>();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        head.add(line);
      }
      if (!head.isEmpty()) {
        lines.add(head.get(0));
        asked.countDown();
        manners.answer(socket, head);
        left.countDown();
      }
    } catch (IOException over) {
      // The other side has gone, or the test is over.
    }
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  /** Waits until the client has hung up on a host that stalls. */
  boolean isLeft() throws InterruptedException {
    return left.await(5, TimeUnit.SECONDS);
  }

  void awaitRequest() throws InterruptedException {
    asked.await();
  }

  String authority() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  String baseUrl() {
    return "http://" + authority() + "/client/v4";
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : List.copyOf(open)) {
        socket.close();
      }
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
