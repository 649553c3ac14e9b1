package dev.repostore.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers the requests of each connection with the same bytes in turn, then closes it. */
final class ScriptedServer implements AutoCloseable {
  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> answers;
  private final int piece;

  /** @param piece how many bytes are sent at a time */
  ScriptedServer(int piece, String... answers) throws IOException {
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.answers = List.of(answers);
    this.piece = piece;
    threads.execute(this::accept);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        connection.setTcpNoDelay(true);
        threads.execute(() -> answer(connection));
      }
    } catch (IOException closed) {
      threads.shutdown();
    }
  }

  private void answer(Socket connection) {
    try (connection) {
      for (String answer : answers) {
        if (!readHead(connection.getInputStream())) {
          return;
        }
        byte[] bytes = answer.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at < bytes.length; at += piece) {
          connection.getOutputStream().write(bytes, at, Math.min(piece, bytes.length - at));
        }
      }
    } catch (IOException gone) {
      // The client has what it wanted.
    }
  }

  /** Requests of these tests have no body. */
  private static boolean readHead(InputStream in) throws IOException {
    int seen = 0;
    for (int next = in.read(); next >= 0; next = in.read()) {
      seen = next == "\r\n\r\n".charAt(seen) ? seen + 1 : next == '\r' ? 1 : 0;
      if (seen == 4) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }
}
