package dev.repostore.cli;

import dev.repostore.RepoStore;
import dev.repostore.repl.StoreNames;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which store a command is about: by option, else by the environment. */
final class StoreOptions {

  @Option(
      names = "--store",
      paramLabel = "STORE",
      description = "The store: a name of 'repostore stores list', or a URL, as "
          + "repostore:artifacts:ACCOUNT/NAMESPACE. What opens that is in the variable "
          + StoreNames.TOKEN + ", or where its driver looks. Default: $" + StoreNames.URL + ".")
  private @Nullable String url;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  /** Opens the store. The URL has no credential in it: one in it is refused. */
  RepoStore open(Map<String, String> environment) {
    String chosen = url == null ? environment.getOrDefault(StoreNames.URL, "") : url;
    if (chosen.isBlank()) {
      throw new ParameterException(
          command.commandLine(),
          "No store is named. Give --store URL, or set " + StoreNames.URL + ".");
    }
    return NamedStore.open(chosen, environment, quiet -> {});
  }
}
