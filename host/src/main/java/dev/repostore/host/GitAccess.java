package dev.repostore.host;

import dev.repostore.RepoStatus;
import dev.repostore.Scope;
import dev.repostore.Secret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a Git request may go on, decided before anything is said of the repo it names. */
sealed interface GitAccess {

  /** It may, with this repo. */
  record Granted(RepoRow repo) implements GitAccess {}

  /**
   * It may not, and is told so.
   *
   * @param challenge whether the client is asked for credentials
   * @param retry whether the same request may do better in a second
   */
  record Refused(int status, String text, boolean challenge, boolean retry) implements GitAccess {}

  /**
   * Judges a request by its token. An unknown repo, a foreign token and a dead one are answered
   * alike, so that nobody learns which names exist. A repo that is still being imported or forked
   * is 503 with {@code Retry-After}: to a client that is a server to come back to.
   */
  static GitAccess of(Host host, GitRoute route, @Nullable String authorization) {
    Optional<Secret> secret = GitCredentials.in(authorization);
    if (secret.isEmpty()) {
      return new Refused(401, "Authentication required", true, false);
    }
    TokenRow token = host.token(secret.get())
        .filter(row -> row.worksAt(host.settings().clock().instant()))
        .orElse(null);
    RepoRow repo = token == null ? null : host.repo(token.repoId()).orElse(null);
    if (token == null || repo == null || !names(route, repo)) {
      return refused(403, "Invalid or expired token");
    }
    if (route.pushes() && token.scope() == Scope.READ) {
      return refused(403, "Insufficient permissions");
    }
    if (route.pushes() && repo.readOnly() && !host.settings().liveQuirks()) {
      return refused(
          403, "The repo '" + repo.name() + "' is read-only. Fork it and push to the fork.");
    }
    if (repo.status() != RepoStatus.READY) {
      String text = HostErrors.notReady(repo.name(), repo.status()).getMessage();
      return new Refused(503, String.valueOf(text), false, true);
    }
    return new Granted(repo);
  }

  private static boolean names(GitRoute route, RepoRow repo) {
    return repo.namespace().equalsIgnoreCase(route.namespace())
        && repo.name().equalsIgnoreCase(route.repo());
  }

  private static Refused refused(int status, String text) {
    return new Refused(status, text, false, false);
  }
}
