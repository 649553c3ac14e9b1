package dev.repostore.cli;

import dev.repostore.ListTokens;
import dev.repostore.Names;
import dev.repostore.Page;
import dev.repostore.RepoStore;
import dev.repostore.Scope;
import dev.repostore.Secret;
import dev.repostore.TokenCheck;
import dev.repostore.TokenInfo;
import dev.repostore.TokenState;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells whether a token works. */
final class TokenValidate extends StoreCommand {

  private final GivenToken given;

  TokenValidate() {
    super(
        "Tell whether a token lets Git into a repo right now. Ends with 0 if it does, with 1 if not.",
        "");
    given = new GivenToken(this);
  }

  /** What is told of it. */
  record Validity(
      String repo,
      @Nullable String id,
      boolean valid,
      @Nullable Scope scope,
      @Nullable Instant expiresAt) {}

  @Override
  Use prepare() throws IOException {
    Names.repo(given.repo());
    Optional<Secret> value = given.value(System.getenv());
    return opened -> tell(
        value.isPresent()
            ? of(opened.validateToken(given.repo(), value.get()))
            : of(find(opened, given.id())));
  }

  private int tell(Validity validity) {
    output.print(validity);
    return validity.valid() ? 0 : 1;
  }

  private Validity of(TokenCheck check) {
    return new Validity(given.repo(), null, check.valid(), check.scope(), check.expiresAt());
  }

  private Validity of(TokenInfo token) {
    boolean active = token.state() == TokenState.ACTIVE;
    return new Validity(given.repo(), token.id(), active, token.scope(), token.expiresAt());
  }

  private TokenInfo find(RepoStore opened, String id) {
    ListTokens all = ListTokens.all().withLimit(ListTokens.MAX_LIMIT);
    Page<TokenInfo> page;
    do {
      page = opened.tokens(given.repo(), all);
      Optional<TokenInfo> found =
          page.items().stream().filter(token -> token.id().equals(id)).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      all = all.withCursor(page.cursor());
    } while (page.cursor() != null);
    throw TokenRevoke.missing(given.repo());
  }
}
