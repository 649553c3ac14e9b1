package dev.repostore.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.RepoStore;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.json.schema.jackson3.DefaultJsonSchemaValidator;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Calls tools at the gate, as the lanes do. Whatever a tool says has to be what its schema says.
 */
final class Desk implements AutoCloseable {

  private static final DefaultJsonSchemaValidator SCHEMAS = new DefaultJsonSchemaValidator();

  private final Gate gate;
  private final List<Tool> tools;
  private final List<String> said = new CopyOnWriteArrayList<>();

  private Desk(Gate gate) {
    this.gate = gate;
    this.tools = Registry.tools(gate.stores().names());
  }

  static Desk on(
      Map<String, Supplier<RepoStore>> stores, Path root, UnaryOperator<ServerOptions> options) {
    Map.Entry<String, Supplier<RepoStore>> first = stores.entrySet().iterator().next();
    ServerOptions usual = ServerOptions.of(first.getKey(), first.getValue(), root);
    return new Desk(new Gate(options.apply(usual.withStores(stores))));
  }

  Gate gate() {
    return gate;
  }

  List<Tool> tools() {
    return tools;
  }

  /** The names of those a client is told of. */
  List<String> offered() {
    return tools.stream().filter(gate::offers).map(Tool::name).toList();
  }

  /** All that tools have said so far, as it goes out. */
  List<String> said() {
    return said;
  }

  Tool tool(String name) {
    return tools.stream().filter(tool -> tool.name().equals(name)).findFirst().orElseThrow();
  }

  Outcome call(String name, Map<String, Object> arguments, Client client) {
    return call(tool(name), arguments, client);
  }

  Outcome call(Tool tool, Map<String, Object> arguments, Client client) {
    Outcome outcome = gate.call(tool, arguments, client);
    said.add(Json.text(Features.result(outcome)));
    ValidationResponse valid = SCHEMAS.validate(tool.output().asMap(), outcome.fields());
    assertThat(valid.valid())
        .as("%s says %s: %s", tool.name(), outcome.fields(), valid.errorMessage())
        .isTrue();
    if (!outcome.failed()) {
      assertThat(tool.output().names())
          .as("what the schema of %s tells of", tool.name())
          .containsAll(outcome.fields().keySet());
    }
    return outcome;
  }

  /** What a tool says that does as it should. */
  Map<String, Object> ok(String name, Map<String, Object> arguments) {
    ValidationResponse valid = SCHEMAS.validate(tool(name).input().asMap(), arguments);
    assertThat(valid.valid()).as("%s is called: %s", name, valid.errorMessage()).isTrue();
    Outcome outcome = call(name, arguments, new Mute());
    assertThat(outcome.failed()).as("%s says %s", name, outcome.fields()).isFalse();
    return outcome.fields();
  }

  /** One field of what a tool says that does as it should. */
  String ok(String name, Map<String, Object> arguments, String field) {
    return String.valueOf(ok(name, arguments).get(field));
  }

  /** The code of what goes wrong, as it should. */
  String fails(String name, Map<String, Object> arguments) {
    return String.valueOf(error(name, arguments).get("code"));
  }

  /** What goes wrong, as it should. */
  Map<?, ?> error(String name, Map<String, Object> arguments) {
    Outcome outcome = call(name, arguments, new Mute());
    assertThat(outcome.failed()).as("%s says %s", name, outcome.fields()).isTrue();
    return (Map<?, ?>) outcome.fields().get("error");
  }

  /** The objects in a list of what a tool has said. */
  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> list(Map<String, Object> fields, String name) {
    assertThat(fields.get(name)).as(name).isInstanceOf(List.class);
    return (List<Map<String, Object>>) fields.get(name);
  }

  @Override
  public void close() {
    gate.close();
  }

  /** A client that is told nothing and asked nothing. */
  static class Mute implements Client {
    @Override
    public void progress(double done, @Nullable Double total, String step) {}

    @Override
    public boolean cancelled() {
      return false;
    }

    @Override
    public boolean canAsk() {
      return false;
    }

    @Override
    public boolean ask(String question, Map<String, String> about) {
      throw new AssertionError("there is nobody to ask");
    }
  }
}
