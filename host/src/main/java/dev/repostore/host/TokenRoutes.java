package dev.repostore.host;

import dev.repostore.CreateToken;
import dev.repostore.ListTokens;
import dev.repostore.Scope;
import dev.repostore.Token;
import dev.repostore.TokenInfo;
import dev.repostore.TokenState;
import jakarta.json.stream.JsonGenerator;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Routes 17 to 19: the tokens of repos. */
final class TokenRoutes {

  private static final List<String> STATES = List.of("active", "expired", "revoked", "all");

  private TokenRoutes() {}

  static RestReply list(RestRequest request) {
    RestQuery query = request.query();
    int perPage = query.number("per_page", 30, 1, ListTokens.MAX_LIMIT);
    int page = query.number("page", 1, 1, Integer.MAX_VALUE);
    String state = query.option("state", STATES, "active");
    TokenState only =
        state.equals("all") ? null : TokenState.valueOf(state.toUpperCase(Locale.ROOT));
    Rows<TokenInfo> rows = request
        .host()
        .tokens(request.namespace(), request.repo(), new ListTokens(only, perPage, null), page);
    return RestJson.list(rows.items(), TokenRoutes::write, PageInfo.numbered(page, perPage, rows));
  }

  static RestReply create(RestRequest request) {
    RestBody body = request.body();
    String repo = body.text("repo");
    if (repo == null) {
      throw HostErrors.invalid(
          HostErrors.INVALID_INPUT,
          "repo",
          "The field 'repo' is needed: the name of the repo the token is for.",
          LiveText.expected("string", "undefined"));
    }
    Scope scope = scope(body);
    OptionalLong ttl = body.number("ttl");
    CreateToken wanted = new CreateToken(
        scope, ttl.isEmpty() ? CreateToken.DEFAULT_TTL : Duration.ofSeconds(ttl.getAsLong()));
    Token made = request.host().mint(request.namespace(), repo, wanted);
    return RestJson.result(201, json -> {
      RestJson.write(json, "id", made.id());
      json.write("plaintext", made.secret().reveal())
          .write("scope", word(made.scope()))
          .write("expires_at", WireTime.of(made.expiresAt()));
    });
  }

  static RestReply revoke(RestRequest request) {
    String id = request.variable("id");
    if (!id.matches("[0-9a-z]{16}")) {
      throw HostErrors.invalid(
          HostErrors.INVALID_INPUT,
          "id",
          "A token id is 16 digits and lower-case letters; it is not the token itself.",
          LiveText.ID_RULE);
    }
    if (!request.host().revoke(request.namespace(), id)) {
      throw HostErrors.notFound(
          "Token",
          "There is no token with that id. List the repo's tokens to see those there are.");
    }
    return RestJson.result(200, json -> json.write("id", id));
  }

  private static Scope scope(RestBody body) {
    String scope = body.text("scope");
    if (scope == null || scope.equals("write")) {
      return Scope.WRITE;
    } else if (scope.equals("read")) {
      return Scope.READ;
    }
    throw HostErrors.invalid(
        HostErrors.INVALID_INPUT,
        "scope",
        "The scope must be read or write.",
        LiveText.option(List.of("read", "write")));
  }

  private static void write(JsonGenerator json, TokenInfo token) {
    json.write("id", token.id())
        .write("scope", word(token.scope()))
        .write("state", word(token.state()))
        .write("created_at", WireTime.of(token.createdAt()))
        .write("expires_at", WireTime.of(token.expiresAt()));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
