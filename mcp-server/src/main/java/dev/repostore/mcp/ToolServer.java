package dev.repostore.mcp;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Stores as tools for agents, over the Model Context Protocol: sessions up to revision 2025-11-25,
 * and the requests of 2026-07-28 that stand by themselves. Thread-safe.
 */
public final class ToolServer implements AutoCloseable {

  private final Gate gate;
  private final Lanes lanes;

  private ToolServer(Gate gate) {
    this.gate = gate;
    this.lanes = new Lanes(
        new Features(gate, Registry.tools(gate.stores().names())),
        gate.options().clock());
  }

  /**
   * Loads what answering a client takes, for a program that has something else to do meanwhile: a
   * server made later answers sooner. Changes nothing.
   */
  public static void preload() {
    ServerOptions nothing = ServerOptions.of(
        "nothing",
        () -> {
          throw new IllegalStateException("nothing is opened");
        },
        Path.of("nothing"));
    String hello = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{"
        + "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
        + "\"clientInfo\":{\"name\":\"preload\",\"version\":\"1\"}}}";
    try (ToolServer server = with(nothing)) {
      server.serve(
          new ByteArrayInputStream(hello.getBytes(StandardCharsets.UTF_8)),
          OutputStream.nullOutputStream());
    }
  }

  /** A server that answers nobody yet, and has opened nothing. */
  public static ToolServer with(ServerOptions options) {
    return new ToolServer(new Gate(options));
  }

  /**
   * Answers one client, a message to a line, until its input ends and all it has asked is answered
   * (calls still under way have five seconds). Blocks.
   *
   * @param out nothing but messages is written to it
   */
  public void serve(InputStream in, OutputStream out) {
    new StdioServer(lanes, in, out).serve();
  }

  /** Answers any number of clients over HTTP, until it is closed. */
  public HttpDoor listen(HttpOptions options) {
    return HttpDoor.open(lanes, options, HttpLimits.STANDARD);
  }

  /** Closes the stores. */
  @Override
  public void close() {
    gate.close();
  }
}
