package dev.repostore.mcp;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Joins the SDK's one session to whatever carries its messages. Thread-safe if that is. */
final class SessionLink implements McpServerTransportProvider, McpServerTransport {

  private final Consumer<Object> out;
  private McpServerSession.@Nullable Factory factory;
  private @Nullable McpServerSession session;

  SessionLink(Consumer<Object> out) {
    this.out = out;
  }

  @Override
  public void setSessionFactory(McpServerSession.Factory factory) {
    this.factory = factory;
  }

  /** The session, which begins with the first message. */
  synchronized McpServerSession session() {
    McpServerSession there = session;
    if (there == null) {
      if (factory == null) {
        throw new IllegalStateException("no server was built on this link");
      }
      there = factory.create(this);
      session = there;
    }
    return there;
  }

  /** Handles a message on this thread, to its end. */
  void handle(McpSchema.JSONRPCMessage message) {
    session().handle(message).block();
  }

  /** An answer to a request that was cancelled is not sent. */
  @Override
  public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
    return Mono.fromRunnable(() -> {
      if (!(message instanceof McpSchema.JSONRPCResponse response)) {
        out.accept(message);
      } else if (!Flight.current().cancelled()) {
        out.accept(Rpc.tidied(response));
      }
    });
  }

  @Override
  public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return Json.MAPPER.convertValue(data, type);
  }

  @Override
  public Mono<Void> notifyClients(String method, Object params) {
    return session().sendNotification(method, params);
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.empty();
  }

  @Override
  public void close() {}

  @Override
  public java.util.List<String> protocolVersions() {
    return McpServerTransportProvider.super.protocolVersions();
  }
}
