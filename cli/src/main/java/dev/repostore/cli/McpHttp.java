package dev.repostore.cli;

import dev.repostore.InvalidRequestException;
import dev.repostore.Secret;
import dev.repostore.mcp.HttpOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether the server of tools is reached over HTTP, and if so where, by whom and how safely. */
final class McpHttp {

  private static final String TOKEN = "REPOSTORE_MCP_TOKEN";
  private static final String PASSWORD = "REPOSTORE_MCP_KEY_STORE_PASSWORD";

  @Option(
      names = "--http",
      paramLabel = "PORT",
      description = "Speak over HTTP on that TCP port, at /mcp, until a signal ends it; 0 picks a "
          + "free one. Every request has to bring the token in " + TOKEN
          + ". Default of that: made at the first start and kept in repostore-mcp-token beside the "
          + "data folder of serve.")
  private @Nullable Integer port;

  @Option(
      names = "--bind",
      paramLabel = "HOST",
      description =
          "The address to listen on. Any other than loopback needs TLS. Default: " + "127.0.0.1.")
  private @Nullable String host;

  @Option(
      names = "--host-name",
      paramLabel = "NAME",
      split = ",",
      description = "What clients call this server, beside localhost and its addresses: requests "
          + "under other names are refused.")
  private List<String> names = List.of();

  @Option(
      names = "--tls-key-store",
      paramLabel = "FILE",
      description = "Speak HTTPS with the key in FILE (PKCS12 or JKS), which the password in "
          + PASSWORD + " opens.")
  private @Nullable Path keyStore;

  @Option(
      names = "--insecure-bind",
      description = "Let others connect without TLS: what adds it stands before this server.")
  private boolean insecure;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  /** Null if it is not wanted. */
  @Nullable
  HttpOptions options(Path data, Map<String, String> environment, Consumer<String> say) {
    if (port == null) {
      if (host != null || keyStore != null || insecure || !names.isEmpty()) {
        throw misused("--bind, --host-name, --tls-key-store and --insecure-bind need --http PORT.");
      }
      return null;
    }
    try {
      return new HttpOptions(
          host == null ? "127.0.0.1" : host,
          port,
          token(data.resolveSibling("repostore-mcp-token"), environment, say),
          names,
          keys(environment),
          insecure);
    } catch (InvalidRequestException refused) {
      throw misused(refused.getMessage() + " See --bind, --tls-key-store and --insecure-bind.");
    }
  }

  private HttpOptions.@Nullable KeyStoreFile keys(Map<String, String> environment) {
    if (keyStore == null) {
      return null;
    }
    String password = environment.getOrDefault(PASSWORD, "");
    if (password.isEmpty()) {
      throw misused("--tls-key-store needs the password that opens it in " + PASSWORD + ".");
    }
    return new HttpOptions.KeyStoreFile(keyStore, Secret.of(password));
  }

  private static Secret token(Path kept, Map<String, String> environment, Consumer<String> say) {
    String given = environment.getOrDefault(TOKEN, "");
    if (!given.isEmpty()) {
      return Secret.of(given);
    }
    Secret token = KeptToken.madeIn(kept, TOKEN);
    Screen.hide(token.reveal());
    KeptToken.warnOfReaders(kept, say);
    say.accept("The token is in " + kept);
    return token;
  }

  private ParameterException misused(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
