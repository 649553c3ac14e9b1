package dev.repostore.mcp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** A server that takes connections and requests, and never answers. */
final class SilentServer implements AutoCloseable {

  private static final int PATIENCE = 30_000;

  private final ServerSocket listening;

  SilentServer() throws IOException {
    listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    listening.setSoTimeout(PATIENCE);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  /** Somebody who has asked something. */
  Socket asked() throws IOException {
    Socket socket = listening.accept();
    socket.setSoTimeout(PATIENCE);
    if (socket.getInputStream().read() < 0) {
      throw new IOException("nothing was asked");
    }
    return socket;
  }

  /** Returns when whoever asked has gone away. */
  static void awaitEnd(Socket socket) throws IOException {
    try (socket) {
      byte[] buffer = new byte[8192];
      while (socket.getInputStream().read(buffer) >= 0) {
        // It was not the end yet.
      }
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
