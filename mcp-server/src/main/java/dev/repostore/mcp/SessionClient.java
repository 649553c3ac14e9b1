package dev.repostore.mcp;

import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client of the eras with sessions, which can be asked in the middle of a call. */
final class SessionClient implements Client {

  private final McpSyncServerExchange exchange;
  private final Flight flight = Flight.current();
  private final Ticker ticker;

  SessionClient(McpSyncServerExchange exchange, @Nullable Map<String, Object> meta) {
    this.exchange = exchange;
    @Nullable Object token = meta == null ? null : meta.get("progressToken");
    this.ticker = new Ticker((done, total, step) -> {
      if (token != null) {
        exchange.progressNotification(
            new McpSchema.ProgressNotification(token, done, total, step, null));
      }
    });
  }

  @Override
  public void progress(double done, @Nullable Double total, String step) {
    ticker.tell(done, total, step);
  }

  @Override
  public boolean cancelled() {
    return flight.cancelled();
  }

  @Override
  public boolean canAsk() {
    McpSchema.ClientCapabilities can = exchange.getClientCapabilities();
    return can != null && can.elicitation() != null;
  }

  @Override
  public boolean ask(String question, Map<String, String> about) {
    try {
      McpSchema.ElicitResult answer = exchange.createElicitation(new McpSchema.ElicitFormRequest(
          question, Map.of("type", "object", "properties", Map.of()), null));
      return answer.action() == McpSchema.ElicitResult.Action.ACCEPT;
    } catch (RuntimeException unanswered) { // of the client, or of what reads its answer
      throw new RefusedException(
          "not_asked",
          "Nobody could be asked: the client failed to, or its answer has no 'action' that there is."
              + " Nothing has been done. Tell the person "
              + "what you want to do, and try again when they have agreed.");
    }
  }
}
