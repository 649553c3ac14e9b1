package dev.repostore.mcp;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Keeps what answers requests in the SDK's server without sessions, to be called from outside. */
final class StatelessLink implements McpStatelessServerTransport {

  private @Nullable McpStatelessServerHandler handler;

  @Override
  public void setMcpHandler(McpStatelessServerHandler handler) {
    this.handler = handler;
  }

  /** Answers on this thread. */
  McpSchema.JSONRPCResponse answer(McpTransportContext context, Map<String, Object> message) {
    McpSchema.JSONRPCRequest request = (McpSchema.JSONRPCRequest) Rpc.forSdk(message);
    return Objects.requireNonNull(
        Objects.requireNonNull(handler, "no server was built on this link")
            .handleRequest(context, request)
            .block());
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.empty();
  }
}
