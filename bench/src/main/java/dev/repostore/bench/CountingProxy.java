package dev.repostore.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** Stands on loopback before a server, and counts the bytes that pass, both ways. */
final class CountingProxy implements Closeable {
  private final ServerSocket door;
  private final InetSocketAddress server;
  private final AtomicLong bytes = new AtomicLong();

  private CountingProxy(ServerSocket door, InetSocketAddress server) {
    this.door = door;
    this.server = server;
  }

  static CountingProxy before(InetSocketAddress server) throws IOException {
    CountingProxy proxy =
        new CountingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server);
    start(proxy::accept);
    return proxy;
  }

  String url(String path) {
    return "http://127.0.0.1:" + door.getLocalPort() + path;
  }

  /** What has passed since this was asked for the last time. */
  double takeKilobytes() {
    return bytes.getAndSet(0) / 1e3;
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = door.accept();
      Socket behind = new Socket(server.getAddress(), server.getPort());
      start(() -> pass(client, behind));
      start(() -> pass(behind, client));
    }
  }

  private void pass(Socket from, Socket to) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (from) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes.addAndGet(read);
        out.write(buffer, 0, read);
      }
      to.shutdownOutput();
    }
  }

  private interface Loop {
    void run() throws IOException;
  }

  private static void start(Loop loop) {
    Thread thread = new Thread(() -> {
      try {
        loop.run();
      } catch (IOException closed) {
        // One end has gone; whoever spoke through it notices.
      }
    });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
