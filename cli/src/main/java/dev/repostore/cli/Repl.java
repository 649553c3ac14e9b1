package dev.repostore.cli;

import dev.repostore.AccessRefusedException;
import dev.repostore.InvalidRequestException;
import dev.repostore.repl.Failure;
import dev.repostore.repl.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** JShell with words. */
@Command(
    name = "repl",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Open JShell, with words for stores, repos and Git: help() shows them, /exit ends it.",
      ""
    })
final class Repl implements Callable<Integer> {

  @Option(
      names = "--store",
      paramLabel = "STORE",
      description =
          "The store the words are about: a URL, as repostore:artifacts:ACCOUNT/NAMESPACE,"
              + " or the name of one that is configured. Default: $REPOSTORE_URL, else the embedded"
              + " store.")
  private @Nullable String store;

  @Option(names = "--name", description = "What the store is called in the shell. Default: main.")
  private @Nullable String name;

  @Override
  public Integer call() throws IOException {
    OwnSettings.only();
    Map<String, String> environment = System.getenv();
    if (name != null && name.isBlank()) {
      throw new InvalidRequestException("name", "--name is empty. Give the store a name.");
    }
    try {
      return Shell.start(
          wanted -> NamedStore.open(
              wanted.isEmpty() && store != null ? store : wanted,
              environment,
              line -> System.err.println("repostore: " + line)),
          name == null ? "main" : name,
          store != null,
          history(environment));
    } catch (AccessRefusedException refused) {
      System.err.println("repostore: " + Failure.of(refused).inCommands().paragraph());
      return Failure.REFUSED;
    }
  }

  private static Path history(Map<String, String> environment) {
    String given = environment.getOrDefault("XDG_STATE_HOME", "");
    Path state = given.isEmpty()
        ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")))
            .resolve(".local/state")
        : Path.of(given);
    return state.resolve("repostore").resolve("history");
  }
}
