package dev.repostore.host;

import dev.repostore.InvalidRequestException;
import java.net.URI;

/** Makes the URL Git uses for a repo; never one with a credential in it. */
record Remotes(String base) {

  static Remotes at(URI url) {
    String text = url.toString();
    return new Remotes(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
  }

  String of(RepoRow repo) {
    return base + "/git/" + repo.namespace() + "/" + repo.name() + ".git";
  }

  /** Refuses what no remote can begin with. */
  static void check(URI url) {
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!http
        || url.getHost() == null
        || url.getRawUserInfo() != null
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      throw new InvalidRequestException(
          "public-url",
          "The public URL must be http:// or https:// with a host and, if need be, a port and a path; "
              + "no user, password, query or fragment.");
    }
  }
}
