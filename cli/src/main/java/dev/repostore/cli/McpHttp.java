package dev.repostore.cli;

import dev.repostore.InvalidRequestException;
import dev.repostore.Secret;
import dev.repostore.mcp.HttpOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Whether the server of tools is reached over HTTP, and if so where, by whom and how safely. */
final class McpHttp {

  private static final String TOKEN = "REPOSTORE_MCP_TOKEN";
  private static final List<String> NEED_HTTP =
      List.of("--bind", "--host-name", "--tls-key-store", "--insecure-bind");
  private static final String PASSWORD = "REPOSTORE_MCP_KEY_STORE_PASSWORD";

  void addTo(Options options) {
    options
        .one(
            "--http",
            "PORT",
            Integer.class,
            "Speak over HTTP on that TCP port, at /mcp, until a signal ends it; 0 picks a free one."
                + " Every request has to bring the token in " + TOKEN + ". Default of that: made at"
                + " the first start and kept in repostore-mcp-token beside the data folder of"
                + " serve.")
        .one(
            "--bind",
            "HOST",
            String.class,
            "The address to listen on. Any other than loopback needs TLS. Default: 127.0.0.1.")
        .listed(
            "--host-name",
            "NAME",
            "What clients call this server, beside localhost and its addresses: requests under other"
                + " names are refused.")
        .one(
            "--tls-key-store",
            "FILE",
            Path.class,
            "Speak HTTPS with the key in FILE (PKCS12 or JKS), which the password in " + PASSWORD
                + " opens.")
        .flag(
            "--insecure-bind",
            "Let others connect without TLS: what adds it stands before this server.");
  }

  /** Null if it is not wanted. */
  @Nullable
  HttpOptions options(
      ParseResult given, Path data, Map<String, String> environment, Consumer<String> say) {
    Integer port = given.<@Nullable Integer>matchedOptionValue("--http", null);
    if (port == null) {
      if (NEED_HTTP.stream().anyMatch(given::hasMatchedOption)) {
        throw misused(given, String.join(", ", NEED_HTTP) + " need --http PORT.");
      }
      return null;
    }
    Path keyStore = given.<@Nullable Path>matchedOptionValue("--tls-key-store", null);
    try {
      return new HttpOptions(
          given.matchedOptionValue("--bind", "127.0.0.1"),
          port,
          token(data.resolveSibling("repostore-mcp-token"), environment, say),
          given.matchedOptionValue("--host-name", List.<String>of()),
          keyStore == null ? null : keys(given, keyStore, environment),
          given.hasMatchedOption("--insecure-bind"));
    } catch (InvalidRequestException refused) {
      throw misused(
          given, refused.getMessage() + " See --bind, --tls-key-store and --insecure-bind.");
    }
  }

  private static HttpOptions.KeyStoreFile keys(
      ParseResult given, Path keyStore, Map<String, String> environment) {
    String password = environment.getOrDefault(PASSWORD, "");
    if (password.isEmpty()) {
      throw misused(given, "--tls-key-store needs the password that opens it in " + PASSWORD + ".");
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

  private static ParameterException misused(ParseResult given, String message) {
    return new ParameterException(given.commandSpec().commandLine(), message);
  }
}
