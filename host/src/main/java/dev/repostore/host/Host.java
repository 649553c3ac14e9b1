package dev.repostore.host;

import dev.repostore.CreateRepo;
import dev.repostore.CreateToken;
import dev.repostore.ForkRepo;
import dev.repostore.ImportRepo;
import dev.repostore.ListRepos;
import dev.repostore.ListTokens;
import dev.repostore.RepoStatus;
import dev.repostore.Secret;
import dev.repostore.StoreUnavailableException;
import dev.repostore.Token;
import dev.repostore.TokenInfo;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * The engine: namespaces, repos and tokens of one data folder. The driver calls it in-process, the
 * server for its requests. Thread-safe; every method blocks; failures are those of
 * {@link HostErrors}.
 */
final class Host implements AutoCloseable {

  private final HostSettings settings;
  private final ForwardClock clock;
  private final Ids ids = new Ids();
  private final DataFolder folder;
  private final Metadata metadata;
  private final Catalog catalog;
  private final Trash trash;
  private final Recovery recovery;
  private final RepoStorage storage;
  private final RepoMaker maker;
  private final LiveRepos live = new LiveRepos();
  private final Maintenance maintenance;

  private Host(HostSettings settings, DataFolder folder, Metadata metadata) {
    this.settings = settings;
    this.clock = new ForwardClock(settings.clock());
    this.folder = folder;
    this.metadata = metadata;
    this.catalog = new Catalog(metadata);
    this.trash = new Trash(folder.trash(), ids);
    this.recovery = new Recovery(folder.repos(), trash, id -> metadata.repo(id).isPresent());
    this.storage = new RepoStorage(folder, ids, trash, recovery);
    this.maker = new RepoMaker(settings, clock, ids, catalog, storage);
    this.maintenance = new Maintenance(this::git, live, settings.clock());
  }

  /**
   * Opens the data folder, or says who has it open. What a killed process left half done is undone.
   */
  static Host open(HostSettings settings) {
    DataFolder folder = DataFolder.open(settings.data());
    try {
      Host host = new Host(settings, folder, SqliteMetadata.open(folder.metadata()));
      host.recover();
      host.maintenance.hourly(new OldTokens(host.metadata, settings.clock())::remove);
      return host;
    } catch (RuntimeException failed) {
      folder.close();
      throw failed;
    }
  }

  HostSettings settings() {
    return settings;
  }

  /** Tells others who find the data folder in use where this host listens. */
  void announce(URI listener) {
    folder.announce(listener);
  }

  NamespaceRow createNamespace(String name, @Nullable String jurisdiction) {
    NamespaceRow row = new NamespaceRow(
        HostNames.namespace(name),
        HostNames.jurisdiction(jurisdiction),
        0,
        clock.now(),
        clock.now());
    if (!metadata.addNamespace(row)) {
      throw HostErrors.namespaceExists(name);
    }
    return row;
  }

  Optional<NamespaceRow> findNamespace(String name) {
    return metadata.namespace(name);
  }

  /** @param page 1 for the first; only without a cursor */
  Rows<NamespaceRow> namespaces(int limit, @Nullable String cursor, int page) {
    return metadata.namespaces(limit, cursor, page);
  }

  /** Whether there was one; refused while it has repos. */
  boolean deleteNamespace(String name) {
    Optional<Long> repos = metadata.removeNamespace(name);
    if (repos.isPresent() && repos.get() > 0) {
      throw HostErrors.namespaceNotEmpty(name, repos.get());
    }
    return repos.isPresent();
  }

  NewRepo create(String namespace, CreateRepo request) {
    return maker.create(namespace, request);
  }

  /** Empty if there is none; throws if it is still being made. */
  Optional<RepoRow> find(String namespace, String name) {
    Optional<RepoRow> found = catalog.repo(namespace, name);
    if (found.isPresent() && found.get().status() != RepoStatus.READY) {
      maker.freeLeftOver();
      found = catalog.repo(namespace, name);
    }
    found.filter(repo -> repo.status() != RepoStatus.READY).ifPresent(repo -> {
      throw HostErrors.notReady(repo.name(), repo.status());
    });
    return found;
  }

  /** @param page 1 for the first; only without a cursor */
  Rows<RepoRow> repos(String namespace, ListRepos request, int page) {
    return metadata.repos(namespace, request, page);
  }

  /** The id of the repo that was deleted, ready or not; empty if there was none. */
  Optional<String> delete(String namespace, String name) {
    Optional<RepoRow> found = catalog.repo(namespace, name);
    if (found.isEmpty() || !catalog.remove(found.get(), clock.now())) {
      return Optional.empty();
    }
    maker.cancel(found.get());
    storage.discard(found.get().id());
    return found.map(RepoRow::id);
  }

  /**
   * The id of the repo of that name that was deleted last, for a host that answers a second delete
   * like the first.
   */
  Optional<String> lastDeleted(String namespace, String name) {
    return metadata.lastRemoved(namespace, name);
  }

  NewRepo fork(String namespace, String source, ForkRepo request) {
    RepoRow from = existing(namespace, source);
    return maker.fork(from, () -> git(from), request);
  }

  /** Returns when the repo is usable; interrupting the thread cancels it and frees the name. */
  NewRepo importRepo(String namespace, ImportRepo request) {
    NewRepo imported = maker.importRepo(namespace, request);
    maintenance.pushed(imported.repo());
    return imported;
  }

  Token mint(String namespace, String repo, CreateToken request) {
    FreshToken token = FreshToken.make(
        ids, existing(namespace, repo).id(), request, clock.now(), settings.liveQuirks());
    if (!metadata.addToken(token)) {
      throw HostErrors.repoNotFound(repo);
    }
    return token.token();
  }

  /** @param page 1 for the first; only without a cursor */
  Rows<TokenInfo> tokens(String namespace, String repo, ListTokens request, int page) {
    Instant now = clock.now();
    Rows<TokenRow> rows = metadata.tokens(existing(namespace, repo).id(), request, page, now);
    return new Rows<>(
        rows.items().stream().map(row -> row.shown(now)).toList(), rows.cursor(), rows.total());
  }

  /** Whether the namespace has, or had, such a token. */
  boolean revoke(String namespace, String tokenId) {
    return catalog.revoke(namespace, null, tokenId);
  }

  /** Whether the repo has, or had, such a token; another's is left alone. */
  boolean revoke(String namespace, String repo, String tokenId) {
    return catalog.revoke(namespace, existing(namespace, repo).id(), tokenId);
  }

  /**
   * The token of that value (with or without {@code ?expires=…}), whatever its state. No lock is
   * shared by callers.
   */
  Optional<TokenRow> token(Secret value) {
    return catalog.token(TokenHash.of(value));
  }

  /** Now, by the host's clock, which never goes back: what tokens run out by. */
  Instant now() {
    return clock.now();
  }

  /** A repo by its id, ready or not, from memory where it can. */
  Optional<RepoRow> repo(String id) {
    return catalog.repo(id);
  }

  /**
   * The repo's Git repository, made on disk if this is its first use; close it after use (opening
   * it again is cheap).
   */
  Repository git(RepoRow repo) {
    Optional<HostedRepository> git;
    try {
      git = storage.open(repo);
    } catch (StoreUnavailableException failed) {
      if (catalog.repo(repo.id()).isPresent()) {
        throw failed;
      }
      git = Optional.empty();
    }
    // It may have been deleted while its folder was made, which nobody else would then remove.
    if (git.isEmpty() || catalog.repo(repo.id()).isEmpty()) {
      git.ifPresent(HostedRepository::close);
      storage.discard(repo.id());
      throw HostErrors.repoNotFound(repo.name());
    }
    return git.get();
  }

  /** Bytes the repo takes on disk with {@code more}; cheap enough to ask before every push. */
  long sizeWith(RepoRow repo, long more) {
    return storage.sizeWith(repo.id(), more, settings.limits().repoBytes());
  }

  /** Room in a repo for what a push brings; empty if it would be too large with that. */
  Optional<RepoSizes.Room> room(RepoRow repo, Incoming incoming) throws IOException {
    return storage.room(repo.id(), incoming, settings.limits().repoBytes());
  }

  /**
   * Records a push, durably, and lets maintenance know. Called before the push is acknowledged.
   *
   * @param bytes what it has added to the repo's files
   */
  void pushed(RepoRow repo, long bytes) {
    storage.grew(repo.id(), bytes);
    // The live service keeps these two times as they were (contract, section 4.3).
    boolean there = settings.liveQuirks()
        ? catalog.repo(repo.id()).isPresent()
        : catalog.pushed(repo, clock.now());
    if (!there) {
      throw HostErrors.repoNotFound(repo.name());
    }
    maintenance.pushed(repo);
  }

  /** What is remembered of the repos in use, and who may change them. */
  LiveRepos live() {
    return live;
  }

  /** Waits until what goes on in the background now is done: files removed, leftovers found. */
  void settle() throws InterruptedException {
    trash.await();
  }

  @Override
  public void close() {
    try (folder) {
      try (metadata;
          trash;
          storage) {
        maintenance.close();
      }
      if (recovery.isDone() && trash.isTidy() && storage.isUnused()) {
        folder.signOff();
      }
    }
  }

  private void recover() {
    metadata.latest().ifPresent(clock::from);
    metadata.removeUnfinished(clock.now());
    storage.clear();
    trash.empty();
    if (folder.wasLeftOpen()) {
      trash.later(recovery::all);
    } else {
      recovery.unneeded();
    }
  }

  private RepoRow existing(String namespace, String name) {
    return find(namespace, name).orElseThrow(() -> HostErrors.repoNotFound(name));
  }
}
