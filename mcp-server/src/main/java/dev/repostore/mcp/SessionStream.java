package dev.repostore.mcp;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Joins the SDK's session to the answer of one HTTP request. Thread-safe. */
final class SessionStream implements McpStreamableServerTransport {

  private final EventStream stream;
  private final boolean listening;

  /** @param listening whether it is for what belongs to no request */
  SessionStream(EventStream stream, boolean listening) {
    this.stream = stream;
    this.listening = listening;
  }

  /** An answer to a request that was cancelled is not sent. */
  @Override
  public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message, @Nullable String messageId) {
    return Mono.fromRunnable(() -> {
      if (!(message instanceof McpSchema.JSONRPCResponse response)) {
        stream.event(message);
      } else if (!Flight.current().cancelled()) {
        stream.answer(new Reply(200, Rpc.tidied(response)));
      }
    });
  }

  @Override
  public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
    return sendMessage(message, null);
  }

  @Override
  public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return Json.mapper().convertValue(data, type);
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.fromRunnable(this::close);
  }

  /**
   * What answers a request is ended by who runs it, who may have an answer that the SDK has not.
   */
  @Override
  public void close() {
    if (listening) {
      stream.end();
    }
  }
}
