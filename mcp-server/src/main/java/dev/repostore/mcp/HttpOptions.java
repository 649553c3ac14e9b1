package dev.repostore.mcp;

import dev.repostore.InvalidRequestException;
import dev.repostore.Secret;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a server of tools listens, and whom it lets in. Immutable.
 *
 * @param host the address of this machine to listen on
 * @param port 0 picks a free one
 * @param token what every request has to bring
 * @param names by which clients reach the server, beside its addresses and {@code localhost}
 * @param keyStore makes it HTTPS; null for plain HTTP
 * @param insecure whether plain HTTP is let out of this machine
 */
public record HttpOptions(
    String host,
    int port,
    Secret token,
    List<String> names,
    @Nullable KeyStoreFile keyStore,
    boolean insecure) {

  /**
   * A key and its certificates, in PKCS12 or JKS.
   *
   * @param file where they are
   * @param password what opens the file
   */
  public record KeyStoreFile(Path file, Secret password) {

    /** Refuses null. */
    public KeyStoreFile {
      Objects.requireNonNull(file, "file");
      Objects.requireNonNull(password, "password");
    }
  }

  /** Refuses what would send the token around in the clear. */
  public HttpOptions {
    Objects.requireNonNull(token, "token");
    names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    if (port < 0 || port > 65535) {
      throw new InvalidRequestException("port", "The port must be 0 to 65535.");
    }
    if (keyStore == null && !insecure && !isLoopback(host)) {
      throw new InvalidRequestException(
          "host",
          "Others could connect to '" + host + "', and the token would travel unencrypted. Listen "
              + "on 127.0.0.1, use a key store for TLS, or allow it explicitly.");
    }
  }

  /** On loopback, on a port that is free. */
  public static HttpOptions loopback(Secret token) {
    return new HttpOptions("127.0.0.1", 0, token, List.of(), null, false);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      throw new InvalidRequestException(
          "host", "There is no address '" + host + "' to listen on. Use 127.0.0.1.", null, unknown);
    }
  }
}
