package dev.repostore;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A request for a new repo with the history of a public {@code https} remote; the host fetches it.
 * Start with {@link #from(URI, String)}.
 *
 * @param name the new repo's name; see {@link Names}
 * @param url where to fetch from; no credential in it
 * @param branch the only branch to fetch, which becomes the default branch; null for all refs
 * @param depth how many commits back from each tip, 1 or more; null for all
 * @param readOnly whether pushes are refused; needs {@link Capability#READ_ONLY}
 */
public record ImportRepo(
    String name, URI url, @Nullable String branch, @Nullable Integer depth, boolean readOnly) {

  /**
   * @throws InvalidRequestException with the field that breaks the rule: {@code name url branch
   *     depth}
   */
  public ImportRepo {
    Names.repo(name);
    checkUrl(url);
    if (branch != null) {
      Names.branch(branch, "branch");
    }
    if (depth != null && depth < 1) {
      throw new InvalidRequestException(
          "depth", "The depth is " + depth + "; it must be 1 or more, or left out.");
    }
  }

  /** Everything that {@code url} offers, into a writable repo. */
  public static ImportRepo from(URI url, String name) {
    return new ImportRepo(name, url, null, null, false);
  }

  /** The same request for another name. */
  public ImportRepo withName(String name) {
    return new ImportRepo(name, url, branch, depth, readOnly);
  }

  /** The same request for one branch. */
  public ImportRepo withBranch(@Nullable String branch) {
    return new ImportRepo(name, url, branch, depth, readOnly);
  }

  /** The same request for the last {@code depth} commits, 1 or more. */
  public ImportRepo withDepth(@Nullable Integer depth) {
    return new ImportRepo(name, url, branch, depth, readOnly);
  }

  /** The same request for a repo that refuses pushes, or not. */
  public ImportRepo withReadOnly(boolean readOnly) {
    return new ImportRepo(name, url, branch, depth, readOnly);
  }

  private static void checkUrl(@Nullable URI url) {
    // Plain http is refused by the host, not here: a host may be told to allow it on loopback.
    if (url == null
        || url.getHost() == null
        || !("https".equalsIgnoreCase(url.getScheme())
            || "http".equalsIgnoreCase(url.getScheme()))) {
      throw new InvalidRequestException(
          "url",
          "The URL to import from must be the full https URL of a Git remote, such as https://host/path.git.");
    }
    if (url.getRawUserInfo() != null) {
      throw new InvalidRequestException(
          "url",
          "The URL to import from has a user or password in it. Only public remotes can be imported; take it out.");
    }
  }
}
