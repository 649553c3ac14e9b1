package dev.repostore.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between a client and a loopback server, and lets only so many bytes through to it. */
final class StallingProxy implements AutoCloseable {

  private final int target;
  private final AtomicLong left;
  private final ServerSocket listener;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final CountDownLatch stalled = new CountDownLatch(1);

  private StallingProxy(int target, long limit, ServerSocket listener) {
    this.target = target;
    this.left = new AtomicLong(limit);
    this.listener = listener;
  }

  static StallingProxy to(int port, long limit) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    StallingProxy proxy = new StallingProxy(port, limit, new ServerSocket(0, 50, loopback));
    thread(proxy::accept);
    return proxy;
  }

  /** The same address by way of this proxy. */
  String instead(URI remote) {
    return remote.toString().replace(":" + target, ":" + listener.getLocalPort());
  }

  /** Opens once the limit is reached. */
  CountDownLatch stalled() {
    return stalled;
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listener.accept();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.addAll(List.of(client, server));
      thread(() -> pump(client, server, true));
      thread(() -> pump(server, client, false));
    }
  }

  private void pump(Socket from, Socket to, boolean counted) throws IOException {
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    byte[] buffer = new byte[8192];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      if (counted && left.addAndGet(-read) < 0) {
        stalled.countDown();
        return;
      }
      out.write(buffer, 0, read);
    }
    to.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void thread(Work work) {
    Thread thread = new Thread(() -> {
      try {
        work.run();
      } catch (IOException closed) {
        // One side is gone, or the test is over.
      }
    });
    thread.setDaemon(true);
    thread.start();
  }
}
