package dev.repostore.mcp;

import dev.repostore.InvalidRequestException;
import java.io.InputStream;
import java.io.OutputStream;

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
   * A server that answers nobody yet, and has opened nothing.
   *
   * @throws InvalidRequestException with the name of an option that can never work with the others,
   *     such as a {@code root} that is the home folder
   */
  public static ToolServer with(ServerOptions options) {
    Root.require(options);
    return new ToolServer(new Gate(options));
  }

  /**
   * Answers one client, a message to a line, until its input ends and all it has asked is answered
   * (calls still under way have five seconds, and are cancelled then). Blocks. An interrupt ends it
   * as the end of the input does.
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
