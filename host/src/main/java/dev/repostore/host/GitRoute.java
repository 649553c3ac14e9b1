package dev.repostore.host;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a Git request asks for, read off its method and URL alone. Nothing but smart HTTP is served:
 * the dumb protocol, {@code HEAD}, LFS, a path without {@code .git} or a missing {@code service}
 * are no route, whether such a repo exists or not.
 *
 * @param pushes whether it is about receive-pack
 * @param advertises whether it is the discovery, {@code GET …/info/refs}
 */
record GitRoute(String namespace, String repo, boolean pushes, boolean advertises) {

  private static final Pattern PATH = Pattern.compile("/git/([A-Za-z0-9][A-Za-z0-9._-]*)"
      + "/([A-Za-z0-9][A-Za-z0-9._-]*)\\.git/(info/refs|git-upload-pack|git-receive-pack)");

  /** The route, or empty if there is none. */
  static Optional<GitRoute> of(String method, String path, @Nullable String query) {
    Matcher match = PATH.matcher(path);
    if (!match.matches()) {
      return Optional.empty();
    }
    boolean advertises = match.group(3).equals("info/refs");
    if (!method.equals(advertises ? "GET" : "POST")) {
      return Optional.empty();
    }
    String service = advertises ? service(query) : match.group(3);
    return switch (service) {
      case "git-upload-pack", "git-receive-pack" ->
        Optional.of(new GitRoute(
            match.group(1), match.group(2), service.equals("git-receive-pack"), advertises));
      default -> Optional.empty();
    };
  }

  private static String service(@Nullable String query) {
    if (query != null) {
      for (String field : query.split("&", -1)) {
        if (field.startsWith("service=")) {
          return field.substring("service=".length());
        }
      }
    }
    return "";
  }

  /** {@code git-upload-pack} or {@code git-receive-pack}. */
  String service() {
    return pushes ? "git-receive-pack" : "git-upload-pack";
  }
}
