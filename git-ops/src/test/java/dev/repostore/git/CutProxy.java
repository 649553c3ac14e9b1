package dev.repostore.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A wire to a server that breaks, or goes silent, once so many bytes went through it one way. */
final class CutProxy implements AutoCloseable {

  private final URI target;
  private final ServerSocket listener;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong received = new AtomicLong();
  private volatile long cutSent = Long.MAX_VALUE;
  private volatile long cutReceived = Long.MAX_VALUE;
  private volatile boolean silent;

  CutProxy(URI target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort() + target.getPath());
  }

  /** Breaks after so many bytes to the client, and counts anew. */
  void cutReceivedAfter(long bytes) {
    reset();
    cutReceived = bytes;
  }

  /** Breaks after so many bytes to the server, and counts anew. */
  void cutSentAfter(long bytes) {
    reset();
    cutSent = bytes;
  }

  /** Passes nothing on after so many bytes to the client, and breaks nothing. */
  void silentAfter(long bytes) {
    reset();
    silent = true;
    cutReceived = bytes;
  }

  /** Passes all on, and counts anew. */
  void reset() {
    sent.set(0);
    received.set(0);
    cutSent = Long.MAX_VALUE;
    cutReceived = Long.MAX_VALUE;
    silent = false;
    open.forEach(CutProxy::close);
    open.clear();
  }

  long sent() {
    return sent.get();
  }

  long received() {
    return received.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target.getPort());
        open.addAll(List.of(client, server));
        start(() -> pump(client, server, true));
        start(() -> pump(server, client, false));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void pump(Socket from, Socket to, boolean up) {
    byte[] buffer = new byte[8192];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        long limit = up ? cutSent : cutReceived;
        long before = (up ? sent : received).getAndAdd(n);
        int passed = (int) Math.max(0, Math.min(n, limit - before));
        out.write(buffer, 0, passed);
        if (passed < n && !silent) {
          break;
        }
      }
    } catch (IOException broken) {
      // What this is for.
    }
    close(from);
    close(to);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "cut-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException already) {
      // Closed.
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException already) {
      // Closed.
    }
    open.forEach(CutProxy::close);
  }
}
