package dev.repostore.bench;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A server of tools over HTTP, and one session with it. */
final class ToolHttp implements Closeable {

  private final Child child;
  private final InetSocketAddress address;
  private final String token;
  private final String session;

  private ToolHttp(Child child, InetSocketAddress address, String token) throws IOException {
    this.child = child;
    this.address = address;
    this.token = token;
    this.session = begin();
  }

  /** Starts a server and begins a session. */
  static ToolHttp start(
      List<String> command,
      Map<String, String> environment,
      File log,
      InetSocketAddress address,
      String token)
      throws IOException {
    Child child = Child.start(command, environment, log);
    try {
      child.awaitPort(address);
      return new ToolHttp(child, address, token);
    } catch (IOException failed) {
      child.close();
      throw failed;
    }
  }

  private String begin() throws IOException {
    HttpRequest request = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + address.getPort() + "/mcp"))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .header("Accept", "application/json, text/event-stream")
        .POST(HttpRequest.BodyPublishers.ofString(ToolTalk.HELLO))
        .build();
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      String id = answer.headers().firstValue("mcp-session-id").orElse("");
      if (id.isEmpty()) {
        throw new WrongAnswerException(answer.statusCode() + " " + answer.body());
      }
      try (Wire wire = new Wire(address)) {
        wire.exchange(request(ToolTalk.READY, id), 202, new Body() {});
      }
      return id;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    }
  }

  InetSocketAddress address() {
    return address;
  }

  /** A request that can be sent again and again. */
  byte[] request(String message) {
    return request(message, session);
  }

  private byte[] request(String message, String id) {
    byte[] body = message.getBytes(StandardCharsets.UTF_8);
    String head = "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:" + address.getPort()
        + "\r\nAuthorization: Bearer " + token
        + "\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream"
        + "\r\nMCP-Protocol-Version: 2025-11-25\r\nMcp-Session-Id: " + id
        + "\r\nContent-Length: " + body.length + "\r\n\r\n";
    byte[] first = head.getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[first.length + body.length];
    System.arraycopy(first, 0, request, 0, first.length);
    System.arraycopy(body, 0, request, first.length, body.length);
    return request;
  }

  @Override
  public void close() throws IOException {
    child.close();
  }
}
