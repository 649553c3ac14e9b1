package dev.repostore.artifacts;

import dev.repostore.CreateToken;
import dev.repostore.CreatedRepo;
import dev.repostore.NotReadyException;
import dev.repostore.RepoInfo;
import dev.repostore.RepoStoreException;
import dev.repostore.Scope;
import dev.repostore.Secret;
import dev.repostore.StoreUnavailableException;
import dev.repostore.Token;
import dev.repostore.artifacts.ArtifactsApi.Reply;
import dev.repostore.artifacts.ArtifactsWire.Created;
import dev.repostore.artifacts.ArtifactsWire.CreatedAnswer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes one repo, by whatever route. If the answer is lost, the host is asked for a repo of that
 * name, and one that appeared meanwhile and looks like the one asked for is it; the token that was
 * in the lost answer is replaced by a new one.
 */
final class Making {

  private final ArtifactsApi api;
  private final ArtifactsRepos repos;
  private final ArtifactsTokens tokens;
  private final String doing;
  private final String name;

  Making(
      ArtifactsApi api, ArtifactsRepos repos, ArtifactsTokens tokens, String doing, String name) {
    this.api = api;
    this.repos = repos;
    this.tokens = tokens;
    this.doing = doing;
    this.name = name;
  }

  /** @param same whether a repo that was found can be the one asked for */
  CreatedRepo make(URI route, Object body, Deadline deadline, Predicate<RepoInfo> same) {
    Instant asked = api.pace().now();
    try {
      return read(
          api.post(route, body, CreatedAnswer.class, doing, deadline.withReserve())
              .result(),
          asked,
          deadline);
    } catch (NoAnswerException lost) {
      if (!lost.sent()) {
        throw lost.typed();
      }
      RepoInfo made = look(lost.typed(), deadline, same).orElseThrow(() -> unknown(lost.typed()));
      return created(made, tokens.create(name, CreateToken.write(), deadline));
    }
  }

  private CreatedRepo read(Created made, Instant asked, Deadline deadline) {
    Secret secret = made.token();
    Token token = secret == null
        ? tokens.create(name, CreateToken.write(), deadline)
        : tokens.remember(name, new Token(null, secret, Scope.WRITE, expiry(made, secret, asked)));
    return new CreatedRepo(
        Reading.need(made.id(), "id"),
        Reading.need(made.name(), "name"),
        made.description(),
        Reading.branch(made.defaultBranch()),
        Reading.remote(made.remote()),
        token,
        made.objects());
  }

  /**
   * Where the host does not tell, its default lifetime from before it was asked: never too late.
   */
  private static Instant expiry(Created made, Secret token, Instant asked) {
    String told = made.tokenExpiresAt() == null ? made.expiresAt() : made.tokenExpiresAt();
    return Optional.ofNullable(Reading.time(told))
        .or(() -> TokenSuffix.expiry(token))
        .orElseGet(() -> asked.plus(CreateToken.DEFAULT_TTL));
  }

  private static CreatedRepo created(RepoInfo made, @Nullable Token token) {
    return new CreatedRepo(
        made.id(),
        made.name(),
        made.description(),
        made.defaultBranch(),
        made.remote(),
        token,
        null);
  }

  /** The repo whose answer was lost, once it is ready; empty if there is none that can be it. */
  private Optional<RepoInfo> look(
      StoreUnavailableException lost, Deadline deadline, Predicate<RepoInfo> same) {
    for (int attempt = 1; ; attempt++) {
      try {
        return repos
            .look(name, deadline)
            .filter(found ->
                deadline.sawMade(found.result().createdAt(), found.hostClock().get()))
            .map(Reply::result)
            .filter(same);
      } catch (NotReadyException unfinished) {
        waitFor(unfinished, attempt, deadline);
      } catch (RepoStoreException failed) {
        lost.addSuppressed(failed);
        return Optional.empty();
      }
    }
  }

  private StoreUnavailableException unknown(StoreUnavailableException lost) {
    return new StoreUnavailableException(
        lost.getMessage() + " It may come to be all the same: look for '" + name
            + "' before you ask for it again.",
        lost.retryable(),
        lost.host().orElse(null),
        lost);
  }

  private void waitFor(NotReadyException unfinished, int attempt, Deadline deadline) {
    Duration backoff = api.pace().backoff(attempt);
    Duration pause =
        unfinished.retryAfter().compareTo(backoff) > 0 ? unfinished.retryAfter() : backoff;
    if (pause.compareTo(deadline.left()) >= 0) {
      throw unfinished;
    }
    try {
      api.pace().sleep(pause);
    } catch (InterruptedException stop) {
      throw Failures.interrupted(stop);
    }
  }
}
