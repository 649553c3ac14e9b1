package dev.repostore.git;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** A host of version 2 of Git's protocol that says what it likes, over HTTP of its own making. */
final class HostileServer implements AutoCloseable {

  /** Writes one answer, or goes on until nobody listens any more. */
  interface Words {
    void to(OutputStream out) throws IOException;
  }

  static final String ADVERTISEMENT = "application/x-git-upload-pack-advertisement";
  static final String RESULT = "application/x-git-upload-pack-result";

  private static final int DATA = 1;
  private static final int PROGRESS = 2;
  private static final int ERROR = 3;
  private static final int LARGEST_PIECE = 65_000;

  private final ServerSocket socket;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile Words capabilities = out -> {
    line(out, "version 2");
    line(out, "ls-refs=unborn");
    line(out, "fetch=shallow");
    line(out, "object-format=sha1");
    flush(out);
  };
  private volatile Words refs = HostileServer::flush;
  private volatile Words fetch = HostileServer::flush;
  private volatile Words raw;

  HostileServer() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "hostile-server");
    thread.setDaemon(true);
    thread.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/repo.git");
  }

  HostileServer refs(Words words) {
    refs = words;
    return this;
  }

  /** The refs as the protocol has them: {@code <hash> <name>[ symref-target:<name>]}. */
  HostileServer refs(String... lines) {
    return refs(out -> {
      for (String line : lines) {
        line(out, line);
      }
      flush(out);
    });
  }

  HostileServer fetch(Words words) {
    fetch = words;
    return this;
  }

  HostileServer capabilities(Words words) {
    capabilities = words;
    return this;
  }

  /** From now on this is all of every answer, its head included. */
  HostileServer raw(Words words) {
    raw = words;
    return this;
  }

  /** Answers a fetch with this pack. */
  HostileServer pack(byte[] pack) {
    return fetch(out -> {
      if (!asked.get(asked.size() - 1).contains("done\n")) {
        line(out, "acknowledgments");
        line(out, "ready");
        delimiter(out);
      }
      line(out, "packfile");
      data(out, pack);
      flush(out);
    });
  }

  /** Every request by its path and what was asked in it. */
  List<String> asked() {
    return asked;
  }

  static void line(OutputStream out, String text) throws IOException {
    packet(out, (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  static void flush(OutputStream out) throws IOException {
    out.write("0000".getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  static void delimiter(OutputStream out) throws IOException {
    out.write("0001".getBytes(StandardCharsets.US_ASCII));
  }

  static void packet(OutputStream out, byte[] content) throws IOException {
    out.write(
        String.format(Locale.ROOT, "%04x", content.length + 4).getBytes(StandardCharsets.US_ASCII));
    out.write(content);
  }

  static void data(OutputStream out, byte[] content) throws IOException {
    for (int at = 0; at < content.length; at += LARGEST_PIECE) {
      band(out, DATA, content, at, Math.min(LARGEST_PIECE, content.length - at));
    }
  }

  static void progress(OutputStream out, String text) throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    band(out, PROGRESS, content, 0, content.length);
  }

  static void error(OutputStream out, String text) throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    band(out, ERROR, content, 0, content.length);
  }

  private static void band(OutputStream out, int band, byte[] content, int from, int length)
      throws IOException {
    byte[] packet = new byte[length + 1];
    packet[0] = (byte) band;
    System.arraycopy(content, from, packet, 1, length);
    packet(out, packet);
  }

  private void accept() {
    try {
      while (true) {
        Socket accepted = socket.accept();
        open.add(accepted);
        start(() -> serve(accepted));
      }
    } catch (IOException closed) {
      // As it is when the test is over.
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      answer(new BufferedInputStream(connection.getInputStream()), connection.getOutputStream());
      connection.shutdownOutput();
      // What is not read would have the system take back what was sent.
      connection.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException nobodyListens) {
      // Which is how most of this ends.
    } finally {
      open.remove(connection);
    }
  }

  /** One request a connection: the answer ends where the connection does. */
  private void answer(InputStream in, OutputStream socketOut) throws IOException {
    String request = headerLine(in);
    long length = 0;
    boolean chunked = false;
    boolean packed = false;
    for (String header = headerLine(in); !header.isEmpty(); header = headerLine(in)) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring(15).strip());
      }
      chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
      packed |= lower.startsWith("content-encoding:") && lower.contains("gzip");
    }
    byte[] body = chunked ? chunks(in) : in.readNBytes((int) length);
    if (packed) {
      body = new GZIPInputStream(new java.io.ByteArrayInputStream(body)).readAllBytes();
    }
    String words = new String(body, StandardCharsets.ISO_8859_1);
    asked.add(request + "\n" + words);
    OutputStream out = new java.io.BufferedOutputStream(socketOut, 1 << 16);
    if (raw != null) {
      raw.to(out);
      out.flush();
      return;
    }
    boolean advertise = request.startsWith("GET");
    out.write(("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: "
            + (advertise ? ADVERTISEMENT : RESULT) + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII));
    Words answer = words.contains("command=ls-refs") ? refs : fetch;
    (advertise ? capabilities : answer).to(out);
    out.flush();
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int size = Integer.parseInt(headerLine(in).strip(), 16);
    while (size > 0) {
      all.write(in.readNBytes(size));
      headerLine(in);
      size = Integer.parseInt(headerLine(in).strip(), 16);
    }
    headerLine(in);
    return all.toByteArray();
  }

  private static String headerLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new SocketException("the client has gone");
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket each : open) {
      each.close();
    }
  }
}
