package dev.repostore.cli;

import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import dev.repostore.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which store a command is about: by option, else by the environment. */
final class StoreOptions {

  private static final String URL = "REPOSTORE_URL";
  private static final String TOKEN = "REPOSTORE_TOKEN";

  @Option(
      names = "--store",
      paramLabel = "URL",
      description = "The store, as repostore:artifacts:ACCOUNT/NAMESPACE. What opens it is in the "
          + "variable " + TOKEN + ", or where its driver looks. Default: $" + URL + ".")
  private @Nullable String url;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  /** Opens the store. The URL has no credential in it: one in it is refused. */
  RepoStore open(Map<String, String> environment) {
    String chosen = url == null ? environment.getOrDefault(URL, "") : url;
    if (chosen.isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "No store is named. Give --store URL, or set " + URL + ".");
    }
    String token = environment.getOrDefault(TOKEN, "");
    return token.isEmpty()
        ? SharedFolder.open(chosen, environment, quiet -> {})
        : RepoStores.open(chosen, Secret.of(token));
  }
}
