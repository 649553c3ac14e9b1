package dev.repostore.mcp;

import io.modelcontextprotocol.server.McpServer.StatelessSyncSpecification;
import io.modelcontextprotocol.server.McpServer.SyncSpecification;
import java.util.Map;

/** What is offered to clients, for the SDK's two kinds of servers. */
interface Surface {

  /** A request is about to be answered, also where it is about nothing that is here. */
  default void heard(Map<String, Object> request) {}

  /** What a client is told first. */
  String instructions();

  /** What a client that begins a session is told of, by name, as the protocol writes it. */
  Map<String, Object> capabilities();

  /** To clients that begin a session. */
  void offerTo(SyncSpecification<?> server);

  /** To clients whose requests stand by themselves: see {@link Envelope}. */
  void offerTo(StatelessSyncSpecification server);
}
