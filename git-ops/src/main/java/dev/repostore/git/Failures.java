package dev.repostore.git;

import dev.repostore.RepoStoreException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.jspecify.annotations.Nullable;

/** Turns what an operation ended in into what happened. */
final class Failures {

  private static final int DEEPEST = 20;

  private Failures() {}

  /** What to throw: what was decided on our side first, then what the remote said. */
  static RuntimeException of(Operation operation, Exception failed) {
    if (operation.callers() != null) {
      return operation.callers();
    }
    if (operation.stopped() != null) {
      return operation.stopped();
    }
    RuntimeException ours = in(failed, GitException.class);
    if (ours == null) {
      ours = in(failed, RepoStoreException.class);
    }
    if (ours instanceof RepoStoreException && operation.isStopped()) {
      // A store that was interrupted says so in its own way.
      return Objects.requireNonNull(operation.stopped());
    }
    if (ours != null) {
      return ours;
    }
    if (operation.isStopped() && operation.stopped() != null) {
      // An interruption breaks files and streams before anybody asks for it.
      return operation.stopped();
    }
    Exception cause = clean(operation, failed);
    String what = "Git could not " + operation.verb() + " " + operation.shown() + ": ";
    Answer answer = operation.refusal();
    if (answer != null) {
      return answered(what, operation, answer, cause);
    }
    if (in(failed, NoRemoteRepositoryException.class) != null
        || in(failed, RepositoryNotFoundException.class) != null) {
      return notFound(what, cause);
    }
    if (in(failed, CertificateException.class) != null) {
      return untrusted(what, failed);
    }
    String here = LocalFault.words(failed);
    if (here != null) {
      return operation.marked(
          new CheckoutUnusableException(what + here + operation.outcome(""), cause));
    }
    Broken broken = in(failed, Broken.class);
    String advice = broken == null ? " Try again later." : broken.advice();
    return operation.marked(new RemoteUnavailableException(
        what + operation.hide(reason(operation, failed)) + "." + operation.outcome(advice), cause));
  }

  /** A remote may repeat what it was sent, and JGit what a remote says. */
  private static Exception clean(Operation operation, Exception failed) {
    Throwable at = failed;
    for (int depth = 0; at != null && depth < DEEPEST; depth++) {
      String message = String.valueOf(at.getMessage());
      if (!operation.hide(message).equals(message)) {
        Broken told = new Broken(operation.hide(reason(failed)));
        told.setStackTrace(failed.getStackTrace());
        return told;
      }
      at = at.getCause();
    }
    return failed;
  }

  private static RemoteUntrustedException untrusted(String what, Exception failed) {
    return new RemoteUntrustedException(
        what + "the host's certificate is not trusted (" + reason(failed)
            + "). If an authority of your own has signed it, start Java with"
            + " -Djavax.net.ssl.trustStore=FILE, a key store that has the authority's; if it is for"
            + " another host, use the name it was made for.",
        failed);
  }

  private static RuntimeException answered(
      String what, Operation operation, Answer answer, Exception failed) {
    String said = answer.text().isEmpty() ? "" : " The remote says: " + answer.text();
    return switch (answer.status()) {
      case 401, 403 -> {
        RefusalReason reason = reason(operation, answer);
        yield new GitRefusedException(
            what + advice(reason) + said, reason, answer.status(), failed);
      }
      case 301, 302, 303, 307, 308 ->
        new RemoteUnavailableException(
            what + "the host redirects in the middle of it (" + answer.status() + ")."
                + operation.outcome(" Ask the store for the repo's remote again."),
            answer.status(),
            null,
            failed);
      case 404, 410 -> notFound(what, failed);
      case 407 ->
        new RemoteUnavailableException(
            what + "a proxy on the way wants a credential (407), and Git's work here has none for"
                + " it. Use one that needs none, or name the host in -Dhttp.nonProxyHosts.",
            407,
            null,
            failed);
      case 413 ->
        new RemoteUnavailableException(
            what + "it is more than the host takes at once (413). Push fewer commits, or smaller"
                + " files." + said,
            413,
            null,
            failed);
      case 429 ->
        new RemoteUnavailableException(
            what + "the host takes no more requests for now (429). Wait"
                + (answer.retryAfter() == null ? "" : " " + answer.retryAfter().toSeconds() + " s")
                + " and try again." + said,
            429,
            answer.retryAfter(),
            failed);
      default ->
        operation.marked(new RemoteUnavailableException(
            what + "the host answered with the status " + answer.status() + "."
                + operation.outcome(" Try again later.") + said,
            answer.status(),
            answer.retryAfter(),
            failed));
    };
  }

  private static RemoteNotFoundException notFound(String what, Exception failed) {
    return new RemoteNotFoundException(
        what + "there is no repository. Ask the store for the repo's remote.", failed);
  }

  private static RefusalReason reason(Operation operation, Answer answer) {
    String text = answer.text().toLowerCase(Locale.ROOT);
    if (!operation.sentSecret()) {
      return RefusalReason.NO_TOKEN;
    }
    if (text.contains("read-only") || text.contains("read only") || text.contains("archived")) {
      return RefusalReason.REPO_READ_ONLY;
    }
    if (text.contains("permission") || text.contains("scope")) {
      return RefusalReason.TOKEN_SCOPE;
    }
    return answer.status() == 401 || text.isEmpty() || text.contains("token")
        ? RefusalReason.TOKEN_INVALID
        : RefusalReason.OTHER;
  }

  private static String advice(RefusalReason reason) {
    return switch (reason) {
      case NO_TOKEN -> "the remote wants a token. Pass one made for this repo.";
      case TOKEN_INVALID ->
        "the remote refused the token. It is expired, revoked or made for another repo; make a new"
            + " one.";
      case TOKEN_SCOPE -> "the token can read and not write. Make one with the scope WRITE.";
      case REPO_READ_ONLY -> "the repo is read-only. Fork it, and push to the fork.";
      case OTHER -> "the remote does not allow it.";
    };
  }

  /** What of that kind it was or was caused by; null if it was not. */
  static <T extends Throwable> @Nullable T in(Throwable failed, Class<T> type) {
    Throwable at = failed;
    for (int depth = 0; at != null && depth < DEEPEST; depth++) {
      if (type.isInstance(at)) {
        return type.cast(at);
      }
      at = at.getCause();
    }
    return null;
  }

  /** JGit begins many messages with the URL, which was said before. */
  private static String reason(Operation operation, Throwable failed) {
    String reason = reason(failed);
    String url = operation.shown() + ": ";
    return reason.startsWith(url) ? reason.substring(url.length()) : reason;
  }

  /** The innermost message is the plainest. */
  static String reason(Throwable failed) {
    Throwable root = failed;
    Throwable at = failed;
    // What broke it says it better than what that led to in the JDK.
    for (int depth = 0;
        at.getCause() != null && !(at instanceof Broken) && depth < DEEPEST;
        depth++) {
      at = at.getCause();
      root = at.getMessage() == null && root.getMessage() != null ? root : at;
    }
    String message = root.getMessage() == null
        ? root.getClass().getSimpleName().toLowerCase(Locale.ROOT)
        : Answer.plain(root.getMessage());
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }
}
