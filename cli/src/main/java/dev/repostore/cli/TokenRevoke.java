package dev.repostore.cli;

import dev.repostore.Names;
import dev.repostore.NotFoundException;
import dev.repostore.RepoStore;
import dev.repostore.Secret;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a token useless. */
final class TokenRevoke extends StoreCommand {

  private final GivenToken given;

  TokenRevoke() {
    super(
        "Make a token useless, at once and for good. One that is revoked or expired may be revoked"
            + " again.",
        "");
    given = new GivenToken(this);
  }

  /** What is told of it. */
  record Revoked(String repo, @Nullable String id, boolean revoked) {}

  @Override
  Use prepare() throws IOException {
    Names.repo(given.repo());
    Optional<Secret> value = given.value(System.getenv());
    return opened -> revoke(opened, value);
  }

  private int revoke(RepoStore opened, Optional<Secret> value) {
    boolean there = value.isPresent()
        ? opened.revokeToken(given.repo(), value.get())
        : opened.revokeToken(given.repo(), given.id());
    if (!there) {
      throw missing(given.repo());
    }
    return output.print(new Revoked(given.repo(), value.isPresent() ? null : given.id(), true));
  }

  static NotFoundException missing(String repo) {
    return new NotFoundException("The repo '" + repo + "' has no such token. See which it has with"
        + " 'repostore token list " + repo + " --state any'.");
  }
}
