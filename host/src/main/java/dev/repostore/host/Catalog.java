package dev.repostore.host;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Metadata with what was last looked at kept in memory. All single rows are read and changed
 * through it; only so can what it remembers be true.
 */
final class Catalog {

  private static final int MOST_ROWS = 20_000;

  private record Name(String namespace, String name) {
    static Name of(String namespace, String name) {
      return new Name(SqliteNamespaces.key(namespace), SqliteNamespaces.key(name));
    }

    static Name of(RepoRow repo) {
      return of(repo.namespace(), repo.name());
    }
  }

  private final Metadata metadata;
  private final RowCache<Name, RepoRow> byName = new RowCache<>(MOST_ROWS);
  private final RowCache<String, RepoRow> byId = new RowCache<>(MOST_ROWS);
  private final RowCache<TokenHash, TokenRow> tokens = new RowCache<>(MOST_ROWS);

  Catalog(Metadata metadata) {
    this.metadata = metadata;
  }

  Optional<RepoRow> repo(String namespace, String name) {
    return byName.get(Name.of(namespace, name), key -> metadata.repo(key.namespace(), key.name()));
  }

  Optional<RepoRow> repo(String id) {
    return byId.get(id, metadata::repo);
  }

  /** A token, unless its repo is gone: its tokens go with it. */
  Optional<TokenRow> token(TokenHash hash) {
    return tokens
        .get(hash, metadata::token)
        .filter(token -> repo(token.repoId()).isPresent());
  }

  Optional<RepoRow> add(RepoRow repo, @Nullable FreshToken token) {
    return metadata.addRepo(repo, token);
  }

  Optional<RepoRow> finish(RepoRow repo, String defaultBranch, Instant now, FreshToken token) {
    Optional<RepoRow> finished = metadata.finishRepo(repo.id(), defaultBranch, now, token);
    forget(repo);
    return finished;
  }

  boolean pushed(RepoRow repo, Instant now) {
    boolean there = metadata.pushed(repo.id(), now);
    forget(repo);
    return there;
  }

  boolean remove(RepoRow repo, Instant now) {
    boolean removed = metadata.removeRepo(repo.id(), now);
    forget(repo);
    return removed;
  }

  boolean revoke(String namespace, @Nullable String repoId, String tokenId) {
    Optional<TokenHash> revoked = metadata.revoke(namespace, repoId, tokenId);
    revoked.ifPresent(tokens::drop);
    return revoked.isPresent();
  }

  private void forget(RepoRow repo) {
    byName.drop(Name.of(repo));
    byId.drop(repo.id());
  }
}
