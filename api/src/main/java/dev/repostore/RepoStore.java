package dev.repostore;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A place that hosts Git repos: what a driver implements and everything else uses.
 * {@link RepoStores#open(String)} gives one.
 *
 * <p>Every method that can reach a host blocks until it is done, honours interruption, and throws a
 * subtype of {@link RepoStoreException}; besides those named below, any may throw
 * {@link AccessRefusedException}, {@link RateLimitedException} and
 * {@link StoreUnavailableException}. Names are checked with {@link Names} before any I/O. After
 * {@link #close()} every method but {@code info} and {@code close} throws
 * {@link IllegalStateException}. Stores are thread-safe.
 *
 * <p>Optional operations throw {@link UnsupportedCapabilityException} unless a driver overrides
 * them and declares their {@link Capability}.
 */
public interface RepoStore extends AutoCloseable {

  /** What this store is and can do; no I/O. */
  StoreInfo info();

  /**
   * Creates an empty repo.
   *
   * @throws AlreadyExistsException if the name is taken, in any spelling of its letters
   */
  CreatedRepo create(CreateRepo request);

  /** Creates an empty repo with the defaults of {@link CreateRepo#named(String)}. */
  default CreatedRepo create(String name) {
    return create(CreateRepo.named(name));
  }

  /**
   * The repo of that name, in any spelling of its letters, if there is one.
   *
   * @throws NotReadyException if it is still being created, imported or forked
   */
  Optional<RepoInfo> find(String name);

  /** As {@link #find(String)}, but throws {@link NotFoundException} if there is none. */
  default RepoInfo get(String name) {
    return find(name).orElseThrow(() -> NotFoundException.repo(name));
  }

  /**
   * One page of repos. Repos that are created or deleted between two pages may be missed or seen;
   * no other is.
   *
   * @throws InvalidRequestException with field {@code cursor} if the cursor is not one of this
   *     list's
   */
  Page<RepoInfo> list(ListRepos request);

  /** All repos, newest first, asked for page by page as the stream is read. */
  default Stream<RepoInfo> list() {
    return Pages.stream(cursor -> list(ListRepos.all().withCursor(cursor)));
  }

  /**
   * Deletes a repo and its tokens; its forks stay. The name is free at once.
   *
   * @return whether there was one
   */
  boolean delete(String name);

  /**
   * Makes a new repo with the history of another. Needs {@link Capability#FORK}.
   *
   * @throws NotFoundException if there is no repo named {@code source}
   * @throws AlreadyExistsException if the fork's name is taken
   * @throws NotReadyException if the source is still being made
   */
  default CreatedRepo fork(String source, ForkRepo request) {
    throw new UnsupportedCapabilityException(info().driver(), Capability.FORK);
  }

  /**
   * Makes a new repo with the history of a public remote, and returns when it is usable. Needs
   * {@link Capability#IMPORT}.
   *
   * @throws AlreadyExistsException if the name is taken
   * @throws InvalidRequestException with field {@code url} if the host will not or cannot import
   *     from there
   */
  default CreatedRepo importRepo(ImportRepo request) {
    throw new UnsupportedCapabilityException(info().driver(), Capability.IMPORT);
  }

  /**
   * Makes a token that lets Git into one repo. Needs {@link Capability#CREATE_TOKEN}.
   *
   * @throws NotFoundException if there is no such repo
   */
  default Token createToken(String repo, CreateToken request) {
    throw new UnsupportedCapabilityException(info().driver(), Capability.CREATE_TOKEN);
  }

  /**
   * One page of a repo's tokens, newest first. Needs {@link Capability#LIST_TOKENS}.
   *
   * @throws NotFoundException if there is no such repo
   */
  default Page<TokenInfo> tokens(String repo, ListTokens request) {
    throw new UnsupportedCapabilityException(info().driver(), Capability.LIST_TOKENS);
  }

  /**
   * Whether a token lets Git into a repo right now. Needs {@link Capability#VALIDATE_TOKEN}. A
   * token that is unknown, expired, revoked or another repo's, and a repo that does not exist, are
   * all just invalid.
   */
  default TokenCheck validateToken(String repo, Secret token) {
    throw new UnsupportedCapabilityException(info().driver(), Capability.VALIDATE_TOKEN);
  }

  /**
   * Makes a token useless, at once and for good. Needs {@link Capability#REVOKE_TOKEN}. Revoking a
   * revoked or expired token is fine.
   *
   * @param tokenId from {@link Token#id()} or {@link TokenInfo#id()}
   * @return whether the repo has, or had, such a token; a token of another repo is left alone
   */
  default boolean revokeToken(String repo, String tokenId) {
    throw new UnsupportedCapabilityException(info().driver(), Capability.REVOKE_TOKEN);
  }

  /**
   * As {@link #revokeToken(String, String)}, by the token's value.
   *
   * @throws InvalidRequestException with field {@code token} where the host cannot tell a token by
   *     its value and this store did not make it: revoke it by its id
   */
  default boolean revokeToken(String repo, Secret token) {
    throw new UnsupportedCapabilityException(info().driver(), Capability.REVOKE_TOKEN);
  }

  /**
   * What is in a repo, read without a clone; no I/O to make. Needs {@link Capability#READ_CONTENT}.
   */
  default RepoContent content(String repo) {
    throw new UnsupportedCapabilityException(info().driver(), Capability.READ_CONTENT);
  }

  /**
   * The namespaces beside this store's own; no I/O to make. Needs {@link Capability#NAMESPACES}.
   */
  default Namespaces namespaces() {
    throw new UnsupportedCapabilityException(info().driver(), Capability.NAMESPACES);
  }

  /** A handle for one repo; no I/O to make, so the repo need not exist. */
  default Repo repo(String name) {
    return new Repo(this, name);
  }

  /**
   * The repo of that name, created if there was none; safe to repeat. A repo that is there already
   * is returned as it is, whatever its description, branch or read-only flag.
   *
   * @throws NotReadyException if it is being made by somebody else
   */
  default RepoInfo ensure(CreateRepo request) {
    return Ensure.ensure(this, request);
  }

  /**
   * Waits until a repo is usable, asking again at growing intervals or when the host says to.
   *
   * @param timeout how long to wait at most; zero asks once
   * @throws NotReadyException if it is still being made when time is up
   * @throws NotFoundException if there is no such repo, or its import failed and freed the name
   * @throws StoreUnavailableException if the waiting thread is interrupted; its interrupted flag is
   *     set again
   */
  default RepoInfo awaitReady(String name, Duration timeout) {
    return Ensure.awaitReady(this, name, timeout);
  }

  /**
   * This store, for looking only: repos can be found, listed and read and read tokens minted, but
   * nothing created, changed or deleted ({@link AccessRefusedException}). Closing the view closes
   * this store.
   */
  default RepoStore readOnly() {
    return new ReadOnlyStore(this);
  }

  /**
   * This store, narrowed to the repos whose names begin with {@code prefix}, shown and called
   * without it: in {@code scoped("agent-42.")} the repo {@code agent-42.notes} is {@code notes}.
   * Nothing outside can be reached. Closing the view closes this store.
   *
   * @throws InvalidRequestException with field {@code name} if no repo name can begin with
   *     {@code prefix}
   */
  default RepoStore scoped(String prefix) {
    return new ScopedStore(this, prefix);
  }

  /**
   * The driver's own type behind this store, for what only that vendor has.
   *
   * @throws InvalidRequestException if this store is no {@code type}
   */
  default <T> T unwrap(Class<T> type) {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new InvalidRequestException(
        "type",
        "This store is a " + getClass().getSimpleName() + ", not a " + type.getSimpleName() + ".");
  }

  /** Lets go of connections and files; the repos stay. May be called twice. */
  @Override
  void close();
}
