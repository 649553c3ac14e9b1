package dev.repostore.cli;

import dev.repostore.InvalidRequestException;
import dev.repostore.Secret;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Which tokens open the REST API: by option, else by the environment, else one kept with the data.
 */
final class TokenOptions {

  private static final String FULL = "REPOSTORE_API_TOKEN";
  private static final String READ = "REPOSTORE_READ_API_TOKEN";

  @Option(
      names = "--api-token",
      paramLabel = "TOKEN",
      description = "What opens the REST API. Process lists show it: prefer --api-token-file or "
          + FULL + ". Default: made at the first start and kept in DIR/api-token.")
  private @Nullable String full;

  @Option(
      names = "--api-token-file",
      paramLabel = "FILE",
      description = "A file with nothing but that token in it.")
  private @Nullable Path file;

  @Option(
      names = "--read-api-token",
      paramLabel = "TOKEN",
      description = "A second token, for reading only. Process lists show it: prefer " + READ
          + ". Default: none.")
  private @Nullable String read;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  /**
   * The tokens of a server.
   *
   * @param shell a shell word that gives the full token; null where only the user knows it
   * @param kept the file the full token is in; null if in none
   */
  record Found(
      Secret full,
      @Nullable Secret read,
      @Nullable String shell,
      @Nullable Path kept) {}

  /** @param warn told of what makes a token less secret */
  Found find(Path data, Map<String, String> environment, Consumer<String> warn) {
    if (full != null && file != null) {
      throw new ParameterException(
          command.commandLine(), "Give --api-token or --api-token-file, not both.");
    }
    if (full != null || read != null) {
      warn.accept("A token on the command line shows in process lists. Use --api-token-file, "
          + FULL + " or " + READ + " instead.");
    }
    Secret reader = secret("--read-api-token", read, environment.get(READ));
    Found found = full(data, environment, reader, warn);
    if (reader != null && found.full().equals(reader)) {
      throw new ParameterException(
          command.commandLine(), "The token for reading only must differ from the full one.");
    }
    return found;
  }

  private Found full(
      Path data, Map<String, String> environment, @Nullable Secret reader, Consumer<String> warn) {
    Secret given = secret("--api-token", full, environment.get(FULL));
    if (given != null && file == null) {
      return new Found(given, reader, full == null ? "\"$" + FULL + "\"" : null, null);
    }
    Path kept =
        (file == null ? data.resolve("api-token") : file).toAbsolutePath().normalize();
    Secret secret = file == null ? KeptToken.madeIn(kept) : KeptToken.readFrom(kept);
    KeptToken.warnOfReaders(kept, warn);
    return new Found(secret, reader, "\"$(cat " + Shell.quoted(kept) + ")\"", kept);
  }

  /** The option's value, else the variable's; an empty variable counts as none. */
  private @Nullable Secret secret(
      String option, @Nullable String value, @Nullable String variable) {
    String chosen = value != null ? value : variable;
    if (chosen == null || (value == null && chosen.isEmpty())) {
      return null;
    }
    try {
      return Secret.of(chosen);
    } catch (InvalidRequestException refused) {
      throw new ParameterException(command.commandLine(), option + ": " + refused.getMessage());
    }
  }
}
