package dev.repostore.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines for a user to paste into a shell. */
final class Shell {

  private Shell() {}

  /** The path as one shell word, whatever is in it. */
  static String quoted(Path path) {
    return quoted(path.toString());
  }

  /** The text as one shell word, whatever is in it. */
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /**
   * What the getting-started guide's commands need to talk to a server.
   *
   * @param token a shell word that gives the API token; null where only the user knows it
   */
  static List<String> exports(URI server, String namespace, @Nullable String token) {
    List<String> lines = new ArrayList<>();
    lines.add("export ACCOUNT_ID=local");
    lines.add("export ARTIFACTS_NAMESPACE=" + namespace);
    lines.add("export ARTIFACTS_BASE_URL=" + server.toString().replaceAll("/+$", "")
        + "/client/v4/accounts/local/artifacts/namespaces/" + namespace);
    lines.add(
        token == null
            ? "# CLOUDFLARE_API_TOKEN is the token this server was started with"
            : "export CLOUDFLARE_API_TOKEN=" + token);
    return lines;
  }
}
