package dev.repostore.host;

import dev.repostore.InvalidRequestException;
import dev.repostore.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a server listens and whom it lets in. Start with {@link #withToken(Secret)}.
 *
 * @param bind the address to listen on; {@code 127.0.0.1} unless set
 * @param port the port to listen on; 0, the default, picks a free one
 * @param publicUrl what clients reach the server by, where that is not {@code http://bind:port} (a
 *     proxy in front); remotes begin with it
 * @param apiToken the credential that opens the whole REST API
 * @param readApiToken a credential that opens its {@code GET} routes only; null for none
 * @param log takes one JSON line for each request and each internal error; standard error unless
 *     set
 */
public record ServerSettings(
    String bind,
    int port,
    @Nullable URI publicUrl,
    Secret apiToken,
    @Nullable Secret readApiToken,
    Consumer<String> log) {

  /** Checks the port and the public URL. */
  public ServerSettings {
    Objects.requireNonNull(bind, "bind");
    Objects.requireNonNull(apiToken, "apiToken");
    Objects.requireNonNull(log, "log");
    if (port < 0 || port > 65535) {
      throw new InvalidRequestException(
          "port", "The port is " + port + "; it must be 1 to 65535, or 0 for any free one.");
    }
    if (publicUrl != null) {
      Remotes.check(publicUrl);
    }
  }

  /** Loopback, any free port, lines to standard error. */
  public static ServerSettings withToken(Secret apiToken) {
    return new ServerSettings(
        "127.0.0.1", 0, null, apiToken, null, ServerSettings::toStandardError);
  }

  /** The same on another address. */
  public ServerSettings withBind(String bind) {
    return new ServerSettings(bind, port, publicUrl, apiToken, readApiToken, log);
  }

  /** The same on another port; 0 picks a free one. */
  public ServerSettings withPort(int port) {
    return new ServerSettings(bind, port, publicUrl, apiToken, readApiToken, log);
  }

  /** The same, reached by clients under another URL. */
  public ServerSettings withPublicUrl(@Nullable URI publicUrl) {
    return new ServerSettings(bind, port, publicUrl, apiToken, readApiToken, log);
  }

  /** The same with a second credential that can only read. */
  public ServerSettings withReadApiToken(@Nullable Secret readApiToken) {
    return new ServerSettings(bind, port, publicUrl, apiToken, readApiToken, log);
  }

  /** The same with its log lines going elsewhere. */
  public ServerSettings withLog(Consumer<String> log) {
    return new ServerSettings(bind, port, publicUrl, apiToken, readApiToken, log);
  }

  ApiTokens tokens() {
    return new ApiTokens(apiToken, readApiToken);
  }

  /** What must not be shown to anybody. */
  List<Secret> secrets() {
    return readApiToken == null ? List.of(apiToken) : List.of(apiToken, readApiToken);
  }

  private static void toStandardError(String line) {
    // One write a line, so that lines of several threads do not mix.
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    System.err.write(bytes, 0, bytes.length);
    System.err.flush();
  }
}
