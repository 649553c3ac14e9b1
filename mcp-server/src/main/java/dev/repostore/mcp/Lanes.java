package dev.repostore.mcp;

import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServer.SyncSpecification;
import io.modelcontextprotocol.server.McpStatelessSyncServer;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Servers of the SDK that offer one surface, one for each way a client can come. Thread-safe. */
final class Lanes {

  private static final Duration ANSWER_OF_A_PERSON = Duration.ofMinutes(10);

  private final Surface surface;
  private final Clock clock;
  private @Nullable ModernLane modern;

  Lanes(Surface surface, Clock clock) {
    this.surface = surface;
    this.clock = clock;
  }

  /** One client that stays. */
  Session session(Consumer<Object> out) {
    return new Session(this, out);
  }

  /** The SDK's session for such a client, which takes long to load the first time. */
  SessionLink link(Consumer<Object> out) {
    SessionLink link = new SessionLink(out);
    build(McpServer.sync(link));
    return link;
  }

  /** What is offered. */
  Surface surface() {
    return surface;
  }

  /** Clients that begin sessions over HTTP. */
  HttpSessions sessions(int most, Duration unused) {
    HttpSessions sessions = new HttpSessions(most, unused);
    build(McpServer.sync(sessions));
    return sessions;
  }

  /** All clients whose requests stand by themselves. */
  synchronized ModernLane modern() {
    if (modern == null) {
      StatelessLink link = new StatelessLink();
      McpServer.StatelessSyncSpecification server = McpServer.sync(link);
      surface.offerTo(server);
      McpStatelessSyncServer built = server
          .serverInfo(info())
          .instructions(surface.instructions())
          .jsonMapper(Json.mapper())
          .jsonSchemaValidator(unchecked())
          .validateToolInputs(false)
          .immediateExecution(true)
          .build();
      modern = new ModernLane(link, built.getServerCapabilities(), surface, new Seal(clock));
    }
    return modern;
  }

  private void build(SyncSpecification<?> server) {
    surface.offerTo(server);
    server
        .serverInfo(info())
        .instructions(surface.instructions())
        .jsonMapper(Json.mapper())
        .jsonSchemaValidator(unchecked())
        .validateToolInputs(false)
        .requestTimeout(ANSWER_OF_A_PERSON)
        .immediateExecution(true)
        .build();
  }

  static McpSchema.Implementation info() {
    return McpSchema.Implementation.builder(Welcome.NAME, Welcome.version())
        .title(Welcome.TITLE)
        .build();
  }

  /** Calls are checked at the gate; that results are as their schemas say, tests check. */
  private static JsonSchemaValidator unchecked() {
    return new JsonSchemaValidator() {
      @Override
      public ValidationResponse validate(Map<String, Object> schema, Object content) {
        return ValidationResponse.asValid("");
      }
    };
  }
}
