package dev.repostore.mcp;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Joins the SDK's session to the answer of one HTTP request. Thread-safe. */
final class SessionStream implements McpStreamableServerTransport {

  private final EventStream stream;

  SessionStream(EventStream stream) {
    this.stream = stream;
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
    return Json.MAPPER.convertValue(data, type);
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.fromRunnable(this::close);
  }

  /** A request that was cancelled is ended by who runs it, when it can write without a break. */
  @Override
  public void close() {
    if (!Flight.current().cancelled()) {
      stream.end();
    }
  }
}
