package dev.repostore.git;

import dev.repostore.Capability;
import dev.repostore.CreateToken;
import dev.repostore.Repo;
import dev.repostore.RepoStoreException;
import dev.repostore.Scope;
import dev.repostore.Secret;
import dev.repostore.Token;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Tokens made for one operation: the first when it is needed, another when the operation outlives
 * it, all revoked at the end. They die by themselves soon after, should nobody be left to revoke
 * them.
 */
final class MintedLease implements Lease {

  private static final Logger LOG = System.getLogger(MintedLease.class.getName());

  /** Hosts look at a token when a request begins, and some again when its body is there. */
  private static final Duration READ_TTL = Duration.ofMinutes(2);

  private static final Duration WRITE_TTL = Duration.ofMinutes(15);

  private final Repo repo;
  private final CreateToken request;
  private final Clock clock;
  private final Deque<Token> minted = new ArrayDeque<>();
  private Instant renewAt = Instant.MIN;

  MintedLease(Repo repo, Scope scope, Clock clock) {
    this.repo = repo;
    this.request = new CreateToken(scope, scope == Scope.READ ? READ_TTL : WRITE_TTL);
    this.clock = clock;
  }

  /** Half a life is left for the request that is about to begin, and for clocks that disagree. */
  @Override
  public Secret secret() {
    Instant now = clock.instant();
    if (minted.isEmpty() || !now.isBefore(renewAt)) {
      minted.push(repo.createToken(request));
      renewAt = now.plus(request.ttl().dividedBy(2));
    }
    return minted.element().secret();
  }

  /**
   * Also in a thread that was interrupted, which stores would otherwise refuse to work in, or that
   * is interrupted or stopped while it waits: whoever gives up may well say so twice.
   */
  @Override
  public void close() {
    if (minted.isEmpty()) {
      return;
    }
    List<Token> last = List.copyOf(minted);
    minted.clear();
    FutureTask<Boolean> revoked = new FutureTask<>(() -> last.forEach(this::revoke), true);
    Threads.start(revoked);
    try {
      Threads.await(revoked);
    } catch (ExecutionException failed) {
      Throwable cause = Threads.causeOf(failed);
      throw cause instanceof RuntimeException own ? own : new IllegalStateException(cause);
    }
  }

  private void revoke(Token token) {
    if (!repo.store().info().can(Capability.REVOKE_TOKEN)) {
      return;
    }
    try {
      if (token.id() == null) {
        repo.revokeToken(token.secret());
      } else {
        repo.revokeToken(token.id());
      }
    } catch (RepoStoreException | IllegalStateException unreachable) {
      // What the operation did or why it failed matters more than this.
      LOG.log(
          Level.WARNING,
          "A token of the repo ''{0}'' could not be revoked; it expires at {1}. {2}",
          repo.name(),
          token.expiresAt(),
          unreachable.getMessage());
    }
  }

  /** The repo and the scope alone. */
  @Override
  public String toString() {
    return "MintedLease[" + repo.name() + ", " + request.scope() + "]";
  }
}
