package dev.repostore.mcp;

import io.modelcontextprotocol.server.McpServer.StatelessSyncSpecification;
import io.modelcontextprotocol.server.McpServer.SyncSpecification;

/** What is offered to clients, for the SDK's two kinds of servers. */
interface Surface {

  /** What a client is told first. */
  String instructions();

  /** To clients that begin a session. */
  void offerTo(SyncSpecification<?> server);

  /** To clients whose requests stand by themselves: see {@link Envelope}. */
  void offerTo(StatelessSyncSpecification server);
}
