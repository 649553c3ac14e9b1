package dev.repostore.git;

import java.net.URI;
import java.util.Locale;
import org.eclipse.jgit.api.errors.InvalidRemoteException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;

/** Turns what JGit throws into what happened. */
final class Failures {

  private Failures() {}

  static GitException of(String verb, URI url, int status, Exception failed) {
    String what = "Git could not " + verb + " " + url + ": ";
    if (status == 401) {
      return new GitRefusedException(
          what + "the remote wants a token. Pass one made for this repo.", status, failed);
    }
    if (status == 403) {
      return new GitRefusedException(
          what
              + "the remote refused the token. It may be expired, revoked, made for another repo, or not"
              + " allowed to do this; make a new one.",
          status,
          failed);
    }
    if (status == 404 || isMissing(failed)) {
      return new RemoteNotFoundException(
          what + "there is no repository. Ask the store for the repo's remote.", failed);
    }
    return new RemoteUnavailableException(what + reason(failed) + ". Try again later.", failed);
  }

  private static boolean isMissing(Throwable failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof NoRemoteRepositoryException
          || cause instanceof RepositoryNotFoundException
          || cause instanceof InvalidRemoteException) {
        return true;
      }
    }
    return false;
  }

  /** The innermost message is the plainest. */
  private static String reason(Throwable failed) {
    Throwable root = failed;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage() == null
        ? root.getClass().getSimpleName().toLowerCase(Locale.ROOT)
        : root.getMessage();
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }
}
