package dev.repostore.mcp;

import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** Servers of the SDK with our features, one for each way a client can come. */
final class Lanes {

  private static final Duration ANSWER_OF_A_PERSON = Duration.ofMinutes(10);

  private final Features features;

  Lanes(Features features) {
    this.features = features;
  }

  /** One client that stays. */
  Session session(Consumer<Object> out) {
    SessionLink link = new SessionLink(out);
    McpServer.sync(link)
        .serverInfo(info())
        .instructions(Instructions.TEXT)
        .capabilities(capabilities())
        .tools(features.forSessions())
        .resourceTemplates(features.templatesForSessions())
        .prompts(features.promptsForSessions())
        .uriTemplateManagerFactory(FileUris::new)
        .addToolFilter((context, tool) -> features.offers(tool.name()))
        .jsonMapper(Json.MAPPER)
        .jsonSchemaValidator(unchecked())
        .validateToolInputs(false)
        .requestTimeout(ANSWER_OF_A_PERSON)
        .immediateExecution(true)
        .build();
    return new Session(link, out);
  }

  static McpSchema.Implementation info() {
    return McpSchema.Implementation.builder("repostore", version())
        .title("RepoStore")
        .build();
  }

  private static String version() {
    String version = Lanes.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }

  static McpSchema.ServerCapabilities capabilities() {
    return McpSchema.ServerCapabilities.builder()
        .tools(false)
        .resources(false, false)
        .prompts(false)
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
