package dev.repostore.cli;

import dev.repostore.CreateToken;
import dev.repostore.Names;
import dev.repostore.Scope;
import dev.repostore.Token;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/** Makes a token. */
final class TokenMint extends StoreCommand {

  TokenMint() {
    super(
        "Make a token that lets Git into a repo. Shows its id, and its value only with --reveal.",
        "",
        "  token=$(repostore token mint a --scope write --ttl 1h --reveal)",
        "",
        "Plain git needs none, with 'repostore credential'.",
        "");
    options.argument(0, "REPO", String.class, "The repo it is good for.");
    command.addOption(OptionSpec.builder("--scope")
        .paramLabel("SCOPE")
        .type(Scope.class)
        .converters(new ScopeWord())
        .completionCandidates(new ScopeWord())
        .description("What it is good for: read or write. Default: read.")
        .build());
    command.addOption(OptionSpec.builder("--ttl")
        .paramLabel("TIME")
        .type(Duration.class)
        .converters(new Ttl())
        .description("How long it lives: seconds, or as 30m, 2h30m, 7d. Default: 1d.")
        .build());
    options.flag("--reveal", "Print its value, and nothing else.");
  }

  /** What is told of it. */
  record Minted(@Nullable String id, String repo, Scope scope, Instant expiresAt) {}

  @Override
  Use prepare() {
    String repo = given().matchedPositionalValue(0, "");
    Names.repo(repo);
    CreateToken wanted = new CreateToken(
        given().matchedOptionValue("--scope", Scope.READ),
        given().matchedOptionValue("--ttl", CreateToken.DEFAULT_TTL));
    boolean reveal = given().matchedOptionValue("--reveal", false);
    if (reveal && output.isJsonAskedFor()) {
      throw misused("Give --reveal or --json, not both: what --reveal prints is the token alone.");
    }
    return opened -> {
      Token token = opened.createToken(repo, wanted);
      return reveal ? output.line(token.secret().reveal()) : tell(repo, token);
    };
  }

  private int tell(String repo, Token token) {
    return output.print(new Minted(token.id(), repo, token.scope(), token.expiresAt()));
  }
}
