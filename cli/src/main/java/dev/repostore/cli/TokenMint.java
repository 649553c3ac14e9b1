package dev.repostore.cli;

import dev.repostore.CreateToken;
import dev.repostore.Names;
import dev.repostore.Scope;
import dev.repostore.Token;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Makes a token. */
@Command(
    name = "mint",
    description = {
      "Make a token that lets Git into a repo. Shows its id, and its value only with --reveal:",
      "",
      "  token=$(repostore token mint a --scope write --ttl 1h --reveal)",
      "",
      "Plain git needs none, with 'repostore credential'.",
      ""
    })
final class TokenMint extends StoreCommand {

  @Parameters(paramLabel = "REPO", description = "The repo it is good for.")
  private String repo = "";

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      converter = ScopeWord.class,
      completionCandidates = ScopeWord.class,
      description = "What it is good for: read or write. Default: read.")
  private Scope scope = Scope.READ;

  @Option(
      names = "--ttl",
      paramLabel = "TIME",
      converter = Ttl.class,
      description = "How long it lives: seconds, or as 30m, 2h30m, 7d. Default: 1d.")
  private Duration ttl = CreateToken.DEFAULT_TTL;

  @Option(names = "--reveal", description = "Print its value, and nothing else.")
  private boolean reveal;

  /** What is told of it. */
  record Minted(@Nullable String id, String repo, Scope scope, Instant expiresAt) {}

  @Override
  Use prepare() {
    Names.repo(repo);
    CreateToken wanted = new CreateToken(scope, ttl);
    if (reveal && output.isJsonAskedFor()) {
      throw new ParameterException(
          command.commandLine(),
          "Give --reveal or --json, not both: what --reveal prints is the token alone.");
    }
    return opened -> tell(opened.createToken(repo, wanted));
  }

  private int tell(Token token) {
    return reveal
        ? output.line(token.secret().reveal())
        : output.print(new Minted(token.id(), repo, token.scope(), token.expiresAt()));
  }
}
