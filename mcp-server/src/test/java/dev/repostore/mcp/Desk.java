package dev.repostore.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.RepoStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Calls tools at the gate, as the lanes do. */
final class Desk implements AutoCloseable {

  private final Gate gate;
  private final List<Tool> tools;

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

  Tool tool(String name) {
    return tools.stream().filter(tool -> tool.name().equals(name)).findFirst().orElseThrow();
  }

  Outcome call(String name, Map<String, Object> arguments, Client client) {
    return gate.call(tool(name), arguments, client);
  }

  /** What a tool says that does as it should. */
  Map<String, Object> ok(String name, Map<String, Object> arguments) {
    Outcome outcome = call(name, arguments, new Mute());
    assertThat(outcome.failed()).as("%s says %s", name, outcome.fields()).isFalse();
    return outcome.fields();
  }

  /** The code of what goes wrong, as it should. */
  String fails(String name, Map<String, Object> arguments) {
    Outcome outcome = call(name, arguments, new Mute());
    assertThat(outcome.failed()).as("%s says %s", name, outcome.fields()).isTrue();
    return String.valueOf(((Map<?, ?>) outcome.fields().get("error")).get("code"));
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
