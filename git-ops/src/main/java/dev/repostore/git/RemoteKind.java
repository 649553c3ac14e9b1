package dev.repostore.git;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A sort of remote that Git goes to only if the caller allows it. HTTPS needs no permission, and
 * neither has plain HTTP to this machine itself.
 */
public enum RemoteKind {
  /** {@code http:} to another machine: whoever is in between reads the token and the code. */
  PLAIN_HTTP,
  /** A folder on this machine: {@code file:}, or a path. */
  FILE,
  /** {@code ssh:}, and {@code user@host:path}. Needs JGit's SSH module on the class path. */
  SSH,
  /** Whatever else JGit knows: {@code git:}, {@code ftp:}. */
  OTHER;

  private static final Pattern LOOPBACK =
      Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|\\[(::|(0:){7})1]");

  /**
   * Refuses a URL of a kind that is not allowed, or one with a credential in it.
   *
   * @throws RemoteNotAllowedException if so
   */
  static void require(URI url, Set<RemoteKind> allowed) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    boolean http = scheme.equals("http") || scheme.equals("https");
    if (http && (url.getRawUserInfo() != null || url.getHost() == null)) {
      throw new RemoteNotAllowedException(
          "The remote's URL has a user or a password in it, or no host. Give the plain URL, and the"
              + " credential apart from it.");
    }
    RemoteKind kind = switch (scheme) {
      case "https" -> null;
      case "http" -> isLoopback(url.getHost()) ? null : PLAIN_HTTP;
      case "", "file" -> FILE;
      case "ssh", "git+ssh", "ssh+git" -> SSH;
      default -> OTHER;
    };
    if (scheme.isEmpty() && !allowed.contains(FILE)) {
      throw new RemoteNotAllowedException(
          "The remote's URL does not begin with https:, and so is the path of a folder, which is not"
              + " allowed here. Give the whole URL, or allow folders:"
              + " GitRemote.allowing(RemoteKind.FILE).");
    }
    if (kind != null && !allowed.contains(kind)) {
      throw new RemoteNotAllowedException("The remote '" + scheme + ":…' is of the kind " + kind
          + ", which is not allowed here. Use https, or allow it: GitRemote.allowing(RemoteKind."
          + kind + ").");
    }
  }

  private static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host).matches();
  }
}
