package dev.repostore.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Git asks a credential helper for: lines of {@code key=value}, see gitcredentials(7). */
final class CredentialRequest {

  private static final int MOST_LINES = 1000;

  private final Map<String, String> values = new HashMap<>();

  /** Reads up to an empty line or the end; keys nobody knows are Git's to add. */
  static CredentialRequest read(BufferedReader in) throws IOException {
    CredentialRequest request = new CredentialRequest();
    for (int lines = 0; lines < MOST_LINES; lines++) {
      String line = in.readLine();
      if (line == null || line.isEmpty()) {
        break;
      }
      int sign = line.indexOf('=');
      if (sign > 0) {
        request.values.put(line.substring(0, sign), line.substring(sign + 1));
      }
    }
    return request;
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
        .map(asked -> isAt(asked, remote)
            && folder(asked.getPath()).equals(folder(remote.getPath())))
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
        .map(asked -> isAt(asked, remote)
            && plain(asked.getPath()).equals(plain(remote.getPath())))
        .orElse(false);
  }

  private Optional<URI> uri() {
    try {
      return Optional.of(
          new URI(values.get("protocol") + "://" + values.get("host") + "/" + values.get("path")));
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
