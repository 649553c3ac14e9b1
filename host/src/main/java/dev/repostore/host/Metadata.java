package dev.repostore.host;

import dev.repostore.ListRepos;
import dev.repostore.ListTokens;
import dev.repostore.StoreUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of namespaces, repos and tokens; the truth of the host, beside which a folder is
 * only bytes. Every change is one transaction and durable when the method returns. Names are looked
 * up without regard to case. Thread-safe; any method may throw {@link StoreUnavailableException}.
 */
interface Metadata extends AutoCloseable {

  /** The latest time that was written down; empty if none was. */
  Optional<Instant> latest();

  /** False if there is one of that name. */
  boolean addNamespace(NamespaceRow namespace);

  Optional<NamespaceRow> namespace(String name);

  /** Oldest first. */
  Rows<NamespaceRow> namespaces(int limit, @Nullable String cursor, int page);

  /**
   * Removes a namespace if it has no repos. How many it has; empty if there is no such namespace.
   */
  Optional<Long> removeNamespace(String name);

  /**
   * Adds a repo, and its namespace if that is not there.
   *
   * @param token its first token; null if it is not ready yet
   * @return the row, its namespace spelled as it is stored; empty if the name is taken
   */
  Optional<RepoRow> addRepo(RepoRow repo, @Nullable FreshToken token);

  Optional<RepoRow> repo(String namespace, String name);

  Optional<RepoRow> repo(String id);

  Rows<RepoRow> repos(String namespace, ListRepos request, int page);

  /**
   * Makes an unfinished repo ready, with its first token. The row as it is then; empty if it is
   * gone.
   */
  Optional<RepoRow> finishRepo(String id, String defaultBranch, Instant now, FreshToken token);

  /** Records a push; false if the repo is gone. */
  boolean pushed(String id, Instant now);

  /** Removes a repo and its tokens, and remembers it for {@link #lastRemoved}; false if gone. */
  boolean removeRepo(String id, Instant now);

  /** Removes every repo that is not ready; their ids. */
  List<String> removeUnfinished(Instant now);

  /** The id of the repo of that name that was removed last. */
  Optional<String> lastRemoved(String namespace, String name);

  /** False if the repo is gone. */
  boolean addToken(FreshToken token);

  Optional<TokenRow> token(TokenHash hash);

  /** Newest first, with their state at {@code now}. */
  Rows<TokenRow> tokens(String repoId, ListTokens request, int page, Instant now);

  /**
   * Revokes a token of a namespace.
   *
   * @param repoId only if it is this repo's; null for any of the namespace's
   * @return its hash; empty if there is no such token
   */
  Optional<TokenHash> revoke(String namespace, @Nullable String repoId, String tokenId);

  /** Removes at most so many of the tokens that ran out before then; how many it was. */
  int removeTokens(Instant expiredBefore, int most);

  /** Waits for what is being written and read. */
  @Override
  void close();
}
