package dev.repostore.bench;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * One kept-alive HTTP/1.1 connection that sends prepared requests and reads the answers: as little
 * work as a client can have, so that the server is what is measured. For one thread.
 */
final class Wire implements Closeable {
  private static final int TIMEOUT_MS = 120_000;

  private final InetSocketAddress address;
  private @Nullable Socket socket;
  private @Nullable Answer answer;
  private long received;
  private int connects;

  Wire(InetSocketAddress address) {
    this.address = address;
  }

  /** Sends a request and reads its answer, which must have that status and that body. */
  void exchange(byte[] request, int status, Body body) throws IOException {
    boolean fresh = socket == null;
    try {
      send(request);
    } catch (IOException stale) {
      close();
      if (fresh) {
        throw stale;
      }
      send(request);
    }
    Answer reader = answer;
    if (reader == null) {
      throw new IllegalStateException("not connected");
    }
    boolean kept = false;
    try {
      reader.read(body);
      received += body.bytes();
      if (reader.status() != status) {
        throw new WrongAnswerException("status " + reader.status() + ", not " + status);
      }
      body.check();
      kept = reader.keepsAlive();
    } finally {
      if (!kept) {
        close();
      }
    }
  }

  private void send(byte[] request) throws IOException {
    Socket open = socket;
    if (open == null) {
      open = new Socket();
      open.setTcpNoDelay(true);
      open.setSoTimeout(TIMEOUT_MS);
      open.connect(address, TIMEOUT_MS);
      socket = open;
      answer = new Answer(open.getInputStream());
      connects++;
    }
    open.getOutputStream().write(request);
  }

  /** Bytes of bodies received so far. */
  long received() {
    return received;
  }

  /** How often it had to connect; 1 where the server keeps connections alive. */
  int connects() {
    return connects;
  }

  @Override
  public void close() throws IOException {
    Socket open = socket;
    socket = null;
    answer = null;
    if (open != null) {
      open.close();
    }
  }
}
