package dev.repostore.cli;

import dev.repostore.ListTokens;
import dev.repostore.Names;
import dev.repostore.TokenState;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists tokens. */
@Command(
    name = "list",
    description = {"List the tokens of a repo, newest first.", ""})
final class TokenList extends StoreCommand {

  @Parameters(paramLabel = "REPO", description = "The repo.")
  private String repo = "";

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Those that are active, expired, revoked, or any. Default: active.")
  private State state = State.ACTIVE;

  @Mixin
  private final Paged paged = new Paged();

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
    Names.repo(repo);
    ListTokens wanted = ListTokens.all().withState(state.state);
    return opened -> paged.print(
        output,
        paged.read(
            ListTokens.MAX_LIMIT,
            (limit, cursor) -> opened.tokens(repo, wanted.withLimit(limit).withCursor(cursor))));
  }
}
