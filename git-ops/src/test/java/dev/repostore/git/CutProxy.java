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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A wire to a server that breaks, or goes silent, once so many bytes went through it one way. */
final class CutProxy implements AutoCloseable {

  private final URI target;
  private final ServerSocket listener;
  private Plan plan = new Plan(Long.MAX_VALUE, Long.MAX_VALUE, false);

  /** What is to happen on all connections of one time, and how far it has come. */
  private static final class Plan {

    private final long cutSent;
    private final long cutReceived;
    private final boolean silent;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    Plan(long cutSent, long cutReceived, boolean silent) {
      this.cutSent = cutSent;
      this.cutReceived = cutReceived;
      this.silent = silent;
    }
  }

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
    follow(new Plan(Long.MAX_VALUE, bytes, false));
  }

  /** Breaks after so many bytes to the server, and counts anew. */
  void cutSentAfter(long bytes) {
    follow(new Plan(bytes, Long.MAX_VALUE, false));
  }

  /** Passes nothing on after so many bytes to the client, and breaks nothing. */
  void silentAfter(long bytes) {
    follow(new Plan(Long.MAX_VALUE, bytes, true));
  }

  /** Passes nothing on after so many bytes to the server, and breaks nothing. */
  void deafAfter(long bytes) {
    follow(new Plan(bytes, Long.MAX_VALUE, true));
  }

  /** Passes all on, and counts anew. */
  void reset() {
    follow(new Plan(Long.MAX_VALUE, Long.MAX_VALUE, false));
  }

  private void follow(Plan next) {
    Plan before;
    synchronized (this) {
      before = plan;
      plan = next;
    }
    before.open.forEach(CutProxy::close);
  }

  private synchronized Plan plan() {
    return plan;
  }

  long sent() {
    return plan().sent.get();
  }

  long received() {
    return plan().received.get();
  }

  /** Waits until it has come to where it breaks or goes silent. */
  boolean awaitReached() throws InterruptedException {
    return plan().reached.await(30, TimeUnit.SECONDS);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target.getPort());
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        Plan followed;
        synchronized (this) {
          followed = plan;
          followed.open.addAll(List.of(client, server));
        }
        start(() -> pump(followed, client, server, true));
        start(() -> pump(followed, server, client, false));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private static void pump(Plan plan, Socket from, Socket to, boolean up) {
    long limit = up ? plan.cutSent : plan.cutReceived;
    AtomicLong count = up ? plan.sent : plan.received;
    byte[] buffer = new byte[8192];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        long before = count.getAndAdd(n);
        int passed = (int) Math.max(0, Math.min(n, limit - before));
        out.write(buffer, 0, passed);
        if (passed < n) {
          plan.reached.countDown();
          if (!plan.silent) {
            break;
          }
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
    plan().open.forEach(CutProxy::close);
  }
}
