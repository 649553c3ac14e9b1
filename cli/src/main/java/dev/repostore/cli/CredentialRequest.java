package dev.repostore.cli;

import dev.repostore.InvalidRequestException;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Git asks a credential helper for: lines of {@code key=value}, see gitcredentials(7). */
final class CredentialRequest {

  private static final int MOST_CHARACTERS = 1 << 18;

  private static final Pattern HOST = Pattern.compile("[\\w.:\\[\\]-]*");

  private final Map<String, String> values = new HashMap<>();

  /**
   * Reads up to an empty line or the end; keys nobody knows are Git's to add.
   *
   * @throws InvalidRequestException if a line has a control character in it, or a key that tells
   *     the remote comes twice or not at all: the URL of a stranger would have the token of another
   *     host
   */
  static CredentialRequest read(Reader in) throws IOException {
    CredentialRequest request = new CredentialRequest();
    StringBuilder line = new StringBuilder();
    for (int left = MOST_CHARACTERS; left > 0; left--) {
      int c = in.read();
      if (c >= 0 && c != '\n') {
        line.append((char) c);
        continue;
      }
      if (line.isEmpty()) {
        request.check();
        return request;
      }
      request.add(line.toString());
      line.setLength(0);
    }
    throw new InvalidRequestException(
        "request", "Git asks with more than " + MOST_CHARACTERS + " characters. Look at its URL.");
  }

  private void add(String line) {
    if (line.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new InvalidRequestException(
          "request",
          "Git asks with a control character, which no remote of a store has. Look at its URL.");
    }
    int sign = line.indexOf('=');
    String key = line.substring(0, Math.max(sign, 0));
    if (sign > 0
        && values.put(key, line.substring(sign + 1)) != null
        && Set.of("protocol", "host", "path").contains(key)) {
      throw new InvalidRequestException(
          "request", "Git asks for two remotes at once (" + key + "). Look at its URL.");
    }
  }

  /** What has no host is a certificate, and has a path. */
  private void check() {
    if (!values.containsKey("protocol")
        || !(values.containsKey("host") || values.containsKey("path"))) {
      throw new InvalidRequestException(
          "request",
          "There is no protocol and host on standard input, where Git says what it wants a token"
              + " for. Let Git run this, or give it such lines: see gitcredentials(7).");
    }
  }

  /** Whether Git left out which repo of the host it is about, as it does unless told otherwise. */
  boolean hasNoPath() {
    return values.getOrDefault("path", "").isEmpty();
  }

  /** What the repo would be called: the last segment of the path. */
  String repo() {
    String path = plain(values.getOrDefault("path", ""));
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Scheme, host and port, as a URL has them. */
  String origin() {
    return values.get("protocol") + "://" + values.get("host");
  }

  /** Whether it is about a remote of the same scheme, host, port and folder as that one. */
  boolean isBeside(URI remote) {
    return uri()
        .map(asked ->
            isAt(asked, remote) && folder(asked.getPath()).equals(folder(remote.getPath())))
        .orElse(false);
  }

  private static String folder(@Nullable String path) {
    String plain = plain(path);
    return plain.substring(0, plain.lastIndexOf('/') + 1);
  }

  private static boolean isAt(URI asked, URI remote) {
    return same(asked.getScheme(), remote.getScheme())
        && same(asked.getHost(), remote.getHost())
        && port(asked) == port(remote);
  }

  /** Whether that is the remote it is about: the same scheme, host, port and path. */
  boolean isAbout(URI remote) {
    return uri()
        .map(asked -> isAt(asked, remote) && plain(asked.getPath()).equals(plain(remote.getPath())))
        .orElse(false);
  }

  private Optional<URI> uri() {
    String path = values.getOrDefault("path", "");
    if (!HOST.matcher(values.getOrDefault("host", "")).matches()
        || path.indexOf('?') >= 0
        || path.indexOf('#') >= 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(new URI(values.get("protocol") + "://" + values.get("host") + "/" + path));
    } catch (URISyntaxException malformed) {
      return Optional.empty(); // no remote of ours
    }
  }

  private static boolean same(@Nullable String one, @Nullable String other) {
    return one != null && one.equalsIgnoreCase(other);
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }

  /** Names are found whatever their case, and with or without what Git adds to a path. */
  private static String plain(@Nullable String path) {
    return (path == null ? "" : path)
        .toLowerCase(Locale.ROOT)
        .replaceFirst("/+$", "")
        .replaceFirst("\\.git$", "");
  }
}
