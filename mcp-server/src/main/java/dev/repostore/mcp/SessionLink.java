package dev.repostore.mcp;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Joins the SDK's one session to whatever carries its messages. Thread-safe if that is. */
final class SessionLink implements McpServerTransportProvider, McpServerTransport {

  private static final McpSchema.JSONRPCResponse.JSONRPCError GONE =
      new McpSchema.JSONRPCResponse.JSONRPCError(Rpc.INTERNAL, "There is no client any more.");

  private final Consumer<Object> out;
  private final Set<Object> asked = ConcurrentHashMap.newKeySet();
  private volatile boolean gone;
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

  /** Begins with a client whose {@code initialize} was answered already. */
  void begin(Map<String, Object> initialize) {
    McpSchema.ClientCapabilities can = Json.mapper()
        .convertValue(
            Objects.requireNonNull(Rpc.param(initialize, "capabilities")),
            McpSchema.ClientCapabilities.class);
    // Nobody asks who it is.
    session().init(can, McpSchema.Implementation.builder("client", "1").build());
  }

  /** Handles a message on this thread, to its end. */
  void handle(McpSchema.JSONRPCMessage message) {
    if (message instanceof McpSchema.JSONRPCResponse answer) {
      asked.remove(answer.id());
    }
    session().handle(message).block();
  }

  /** Lets go of whoever waits for an answer of the client: there will be none. */
  void hangUp() {
    gone = true;
    for (Object id : asked) {
      handle(McpSchema.JSONRPCResponse.error(id, GONE));
    }
  }

  /** An answer to a request that was cancelled is not sent. */
  @Override
  public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
    return Mono.fromRunnable(() -> {
      if (message instanceof McpSchema.JSONRPCRequest question) {
        ask(question);
      } else if (!(message instanceof McpSchema.JSONRPCResponse response)) {
        out.accept(message);
      } else if (!Flight.current().cancelled()) {
        out.accept(Rpc.tidied(response));
      }
    });
  }

  private void ask(McpSchema.JSONRPCRequest question) {
    asked.add(question.id());
    if (gone) {
      throw new McpError(GONE);
    }
    out.accept(question);
  }

  @Override
  public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return Json.mapper().convertValue(data, type);
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
