package dev.repostore.mcp;

import dev.repostore.Capability;
import dev.repostore.CreateToken;
import dev.repostore.InvalidRequestException;
import dev.repostore.ListTokens;
import dev.repostore.Page;
import dev.repostore.RepoInfo;
import dev.repostore.Scope;
import dev.repostore.Secret;
import dev.repostore.StoreInfo;
import dev.repostore.Token;
import dev.repostore.TokenCheck;
import dev.repostore.TokenInfo;
import dev.repostore.TokenState;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tokens, which an agent has by handles: minting, listing, checking and revoking them. */
final class TokenTools {

  private static final long USUAL_TTL = 3_600;
  private static final int PAGE = 30;
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z._:-]{1,100}");

  private TokenTools() {}

  static List<Tool> all() {
    return List.of(mint(), list(), validate(), revoke());
  }

  private static Tool mint() {
    return new Tool(
        "mint_token",
        "Mint token",
        "Make a short-lived token for one repo, for Git outside these tools; clone and push need "
            + "none. Gives a handle that stands for it here, and how plain git gets in.",
        Toolset.TOKENS,
        Set.of(Capability.CREATE_TOKEN),
        Schema.input()
            .text("repo", "")
            .oneOf("scope", "Default: read", List.of("read", "write"))
            .number(
                "ttl_seconds",
                "Default: " + USUAL_TTL,
                CreateToken.MIN_TTL.toSeconds(),
                CreateToken.MAX_TTL.toSeconds())
            .require("repo"),
        Schema.output()
            .fields(
                "string", "handle", "token_id", "scope", "expires_at", "remote", "usage", "token"),
        Hints.ADDS,
        TokenTools::mint);
  }

  private static Answer mint(Call call) throws Exception {
    long ttl = call.arguments()
        .number(
            "ttl_seconds",
            USUAL_TTL,
            CreateToken.MIN_TTL.toSeconds(),
            CreateToken.MAX_TTL.toSeconds());
    CreateToken wanted = ("write".equals(call.arguments().textOr("scope", "read"))
            ? CreateToken.write()
            : CreateToken.read())
        .withTtl(Duration.ofSeconds(ttl));
    RepoInfo repo = call.store().get(call.text("repo"));
    if (call.dryRun()) {
      return Would.succeed(call, "This would make a token for '" + repo.name() + "'.")
          .with("scope", shown(wanted.scope()));
    }
    Token token = call.store().createToken(repo.name(), wanted);
    Answer answer = Answer.of("handle", call.keep(repo, token))
        .with("token_id", token.id())
        .with("scope", shown(token.scope()))
        .with("expires_at", token.expiresAt())
        .with("remote", repo.remote())
        .with("usage", usage(call, repo));
    return call.rules().revealTokens() ? answer.with("token", token.secret().reveal()) : answer;
  }

  /** The helper mints a token of its own each time: none has to be copied anywhere. */
  private static String usage(Call call, RepoInfo repo) {
    String here = "In these tools: pass the handle as token. Plain git outside them: ";
    StoreInfo store = call.store().info();
    if (store.driver().equals("local")) {
      return here
          + "no one but this server gets into the data folder while it has it open. Stop it,"
          + " run 'repostore serve --data " + store.location() + "', and start it again: it then"
          + " uses that server, and mint_token says how git gets in.";
    }
    String url = call.storeUrl().map(Secret::mask).orElse("");
    return here + "where REPOSTORE_URL is "
        + (url.isEmpty() ? "the URL of this store" : "'" + url + "'")
        + (url.startsWith("repostore:local") ? "" : " and REPOSTORE_TOKEN has what opens it")
        + ", run git -c credential.helper='!repostore credential' -c credential.useHttpPath=true"
        + " clone " + repo.remote() + " - the helper makes a token of its own, not this one.";
  }

  private static String shown(Scope scope) {
    return scope.name().toLowerCase(Locale.ROOT);
  }

  private static Tool list() {
    return new Tool(
        "list_tokens",
        "List tokens",
        "A repo's tokens, newest first: ids and expiry, never their values.",
        Toolset.TOKENS,
        Set.of(Capability.LIST_TOKENS),
        Schema.input()
            .text("repo", "")
            .oneOf("state", "Default: active", List.of("active", "expired", "revoked", "all"))
            .number("limit", "Default: " + PAGE, 1, ListTokens.MAX_LIMIT)
            .text("cursor", "")
            .require("repo"),
        Schema.output()
            .objects(
                "tokens",
                "",
                Schema.output().fields("string", "id", "scope", "state", "expires_at"))
            .fields("string", "next_cursor"),
        Hints.READS,
        TokenTools::list);
  }

  private static Answer list(Call call) {
    Arguments arguments = call.arguments();
    String state = arguments.find("state").orElse("active");
    ListTokens request = ListTokens.all()
        .withState(
            "all".equals(state) ? null : arguments.oneOf("state", state, TokenState.values()))
        .withLimit((int) arguments.number("limit", PAGE, 1, ListTokens.MAX_LIMIT))
        .withCursor(call.cursor());
    Page<TokenInfo> page = call.store().tokens(call.text("repo"), request);
    return Answer.of("tokens", page.items().stream().map(TokenTools::shown).toList())
        .with("next_cursor", call.told(page.cursor()));
  }

  private static Answer shown(TokenInfo token) {
    return Answer.of("id", token.id())
        .with("scope", shown(token.scope()))
        .with("state", token.state().name().toLowerCase(Locale.ROOT))
        .with("created_at", token.createdAt())
        .with("expires_at", token.expiresAt());
  }

  private static Tool validate() {
    return new Tool(
        "validate_token",
        "Validate token",
        "Whether a token lets Git into a repo right now.",
        Toolset.TOKENS,
        Set.of(Capability.VALIDATE_TOKEN),
        Schema.input().text("repo", "").text("token", "A handle").require("repo", "token"),
        Schema.output().fields("boolean", "valid").fields("string", "scope", "expires_at"),
        Hints.READS,
        TokenTools::validate);
  }

  private static Answer validate(Call call) {
    String given = call.text("token");
    if (call.wasRevoked(given, call.text("repo"))) {
      return Answer.of("valid", false);
    }
    Secret secret = call.kept(given, call.text("repo"))
        .map(Token::secret)
        .orElseGet(() -> Secret.of(requireNoHandle(given)));
    TokenCheck check = call.store().validateToken(call.text("repo"), secret);
    return Answer.of("valid", check.valid())
        .with("scope", check.scope() == null ? null : shown(check.scope()))
        .with("expires_at", check.expiresAt());
  }

  private static Tool revoke() {
    return new Tool(
        "revoke_token",
        "Revoke token",
        "Make a token useless at once. One that was not minted here needs a person's yes, or a "
            + "plan_id.",
        Toolset.TOKENS,
        Set.of(Capability.REVOKE_TOKEN),
        Schema.input()
            .text("repo", "")
            .text("token", "A handle, or a token_id")
            .text("plan_id", "Of the first call")
            .require("repo", "token"),
        Schema.output().fields("boolean", "revoked").fields("string", "plan_id", "message"),
        Hints.DESTROYS,
        TokenTools::revoke);
  }

  private static Answer revoke(Call call) throws Exception {
    String given = call.text("token");
    RepoInfo repo = call.store().get(call.text("repo"));
    Optional<Token> kept = call.kept(given, repo.name());
    if (kept.isEmpty()) {
      requireId(given);
    }
    String deed = "The token " + given + " of repo '" + repo.name() + "' would be revoked.";
    if (call.dryRun()) {
      return Would.succeed(call, deed, () -> {
        if (kept.isEmpty()) {
          requireKnown(call, repo, given);
        }
      });
    }
    if (kept.isEmpty()) {
      if (!call.arguments().has("plan_id")) {
        requireKnown(call, repo, given); // nobody is asked about what is not there
      }
      call.confirm(deed, () -> call.store().get(repo.name()).id());
      boolean known = call.store().revokeToken(repo.name(), given);
      return Answer.of("revoked", known).with("message", known ? null : unknown(repo));
    }
    Token token = kept.get();
    boolean revoked = token.id() == null
        ? call.store().revokeToken(repo.name(), token.secret())
        : call.store().revokeToken(repo.name(), token.id());
    call.forget(token);
    return Answer.of("revoked", revoked);
  }

  /** Where tokens are listed; elsewhere nobody can tell. */
  private static void requireKnown(Call call, RepoInfo repo, String id) {
    if (!call.store().info().can(Capability.LIST_TOKENS)) {
      return;
    }
    ListTokens request = ListTokens.all().withState(null).withLimit(ListTokens.MAX_LIMIT);
    Page<TokenInfo> page = call.store().tokens(repo.name(), request);
    while (page.items().stream().noneMatch(token -> token.id().equals(id))) {
      if (page.cursor() == null) {
        throw new RefusedException("not_found", unknown(repo));
      }
      page = call.store().tokens(repo.name(), request.withCursor(page.cursor()));
    }
  }

  private static String unknown(RepoInfo repo) {
    return "The repo '" + repo.name()
        + "' has no such token. list_tokens has the ids of its tokens.";
  }

  /** What it is is shown to a person, and sent to the store. */
  private static void requireId(String given) {
    if (!ID.matcher(requireNoHandle(given)).matches()) {
      throw new InvalidRequestException(
          "token", "This is no handle, and no token_id. Use list_tokens, and the token's id.");
    }
  }

  private static String requireNoHandle(String given) {
    if (Call.isHandle(given)) {
      throw new InvalidRequestException(
          "token",
          "This handle is of another repo, was revoked, or is of a server that has ended. "
              + "list_tokens has the ids of this repo's tokens.");
    }
    return given;
  }
}
