package dev.repostore.artifacts;

import dev.repostore.CreateToken;
import dev.repostore.InvalidRequestException;
import dev.repostore.ListTokens;
import dev.repostore.NotFoundException;
import dev.repostore.Page;
import dev.repostore.RepoInfo;
import dev.repostore.Secret;
import dev.repostore.Token;
import dev.repostore.TokenCheck;
import dev.repostore.TokenInfo;
import dev.repostore.artifacts.ArtifactsApi.Reply;
import dev.repostore.artifacts.ArtifactsWire.MintedAnswer;
import dev.repostore.artifacts.ArtifactsWire.NewToken;
import dev.repostore.artifacts.ArtifactsWire.TokenRow;
import dev.repostore.artifacts.ArtifactsWire.TokensAnswer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** The routes of tokens, and what can be told of a token without one. */
final class ArtifactsTokens {

  private final ArtifactsApi api;
  private final ArtifactsRepos repos;
  private final Minted minted = new Minted();

  ArtifactsTokens(ArtifactsApi api, ArtifactsRepos repos) {
    this.api = api;
    this.repos = repos;
  }

  Token remember(String repo, Token token) {
    return minted.remember(repo, token);
  }

  Token create(String repo, CreateToken request, Deadline deadline) {
    NewToken body = new NewToken(
        repo, request.scope().name().toLowerCase(Locale.ROOT), request.ttl().toSeconds());
    Instant asked = api.pace().now();
    ArtifactsWire.Minted made;
    try {
      made = api.post(
              URI.create(api.routes().tokens()),
              body,
              MintedAnswer.class,
              "make a token for '" + repo + "'",
              deadline)
          .result();
    } catch (NoAnswerException lost) {
      // If it was made, nobody has it, and it runs out.
      throw lost.typed();
    }
    Secret value = Reading.need(made.plaintext(), "plaintext");
    Instant expiresAt = Optional.ofNullable(Reading.time(made.expiresAt()))
        .or(() -> TokenSuffix.expiry(value))
        .orElseGet(() -> asked.plus(request.ttl()));
    return remember(
        repo,
        new Token(
            made.id(),
            value,
            made.scope() == null ? request.scope() : Reading.scope(made.scope()),
            expiresAt));
  }

  Page<TokenInfo> list(String repo, ListTokens request, Deadline deadline) {
    URI url = Routes.with(
        api.routes().repo(repo, "tokens"),
        "state",
        request.state() == null ? "all" : request.state().name().toLowerCase(Locale.ROOT),
        "per_page",
        request.limit(),
        "page",
        Paging.pageOnly(request.cursor()));
    Reply<List<TokenRow>> reply =
        api.get(url, TokensAnswer.class, "list the tokens of '" + repo + "'", deadline);
    List<TokenInfo> rows = Reading.rows(reply.result(), Reading::token);
    return new Page<>(rows, Paging.next(reply.resultInfo(), request.cursor()));
  }

  TokenCheck validate(String repo, Secret token, Deadline deadline) {
    if (!ArtifactsSettings.fitsHeader(token)) {
      return TokenCheck.INVALID;
    }
    Optional<RepoInfo> found = repos.find(repo, deadline);
    return found.isEmpty()
        ? TokenCheck.INVALID
        : new TokenProbe(api, found.get(), token).check(deadline);
  }

  /**
   * The host revokes by id alone, whichever repo the token is of: so the token is looked for in
   * this repo's list first, unless this store made it for this repo.
   */
  boolean revoke(String repo, String id, Deadline deadline) {
    if (!minted.has(repo, id)
        && matching(repo, token -> token.id().equals(id), deadline).isEmpty()) {
      return false;
    }
    return api.delete(
        URI.create(api.routes().token(id)), "revoke a token of '" + repo + "'", deadline);
  }

  boolean revoke(String repo, Secret value, Deadline deadline) {
    Minted.Entry known = minted.find(value).orElseThrow(ArtifactsTokens::unknown);
    if (!known.of(repo)) {
      return false;
    }
    String id = known.id();
    return id == null ? revokeFirst(repo, known, deadline) : revoke(repo, id, deadline);
  }

  /**
   * The token that came with a new repo has no id in the answer, but it has one in the list: that
   * of the only one there which could be it.
   */
  private boolean revokeFirst(String repo, Minted.Entry known, Deadline deadline) {
    List<TokenInfo> candidates = matching(
        repo,
        token -> token.scope() == known.scope()
            && !minted.knows(token.id())
            && apart(token.expiresAt(), known.expiresAt()).compareTo(Duration.ofSeconds(1)) < 0,
        deadline);
    if (candidates.size() > 1) {
      throw unknown();
    }
    return !candidates.isEmpty()
        && api.delete(
            URI.create(api.routes().token(candidates.get(0).id())),
            "revoke a token of '" + repo + "'",
            deadline);
  }

  private static Duration apart(Instant one, Instant other) {
    return Duration.between(one, other).abs();
  }

  /** Of all tokens of a repo; none if there is no such repo. */
  private List<TokenInfo> matching(String repo, Predicate<TokenInfo> which, Deadline deadline) {
    List<TokenInfo> matching = new ArrayList<>();
    ListTokens request = ListTokens.all().withLimit(ListTokens.MAX_LIMIT);
    try {
      while (true) {
        Page<TokenInfo> page = list(repo, request, deadline);
        page.items().stream().filter(which).forEach(matching::add);
        if (page.cursor() == null) {
          return matching;
        }
        request = request.withCursor(page.cursor());
      }
    } catch (NotFoundException gone) {
      return List.of();
    }
  }

  private static InvalidRequestException unknown() {
    return new InvalidRequestException(
        "token",
        "Artifacts does not find a token by its value, and this store did not make this one. Revoke it by its id;"
            + " tokens(repo) lists the ids.");
  }
}
