package dev.repostore.cli;

import dev.repostore.ListTokens;
import dev.repostore.Names;
import dev.repostore.TokenState;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lists tokens. */
final class TokenList extends StoreCommand {

  private final Paged paged;

  TokenList() {
    super("List the tokens of a repo, newest first.", "");
    options
        .argument(0, "REPO", String.class, "The repo.")
        .one(
            "--state",
            "STATE",
            State.class,
            "Those that are active, expired, revoked, or any. Default: active.");
    paged = new Paged(this);
  }

  /** Which of them. */
  enum State {
    ACTIVE(TokenState.ACTIVE),
    EXPIRED(TokenState.EXPIRED),
    REVOKED(TokenState.REVOKED),
    ANY(null);

    private final @Nullable TokenState state;

    State(@Nullable TokenState state) {
      this.state = state;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  Use prepare() {
    paged.check();
    String repo = given().matchedPositionalValue(0, "");
    Names.repo(repo);
    State state = given().matchedOptionValue("--state", State.ACTIVE);
    ListTokens wanted = ListTokens.all().withState(state.state);
    return opened -> paged.print(
        output,
        paged.read(
            ListTokens.MAX_LIMIT,
            (limit, cursor) -> opened.tokens(repo, wanted.withLimit(limit).withCursor(cursor))));
  }
}
