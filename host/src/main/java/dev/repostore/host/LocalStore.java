package dev.repostore.host;

import dev.repostore.Capability;
import dev.repostore.CreateRepo;
import dev.repostore.CreateToken;
import dev.repostore.CreatedRepo;
import dev.repostore.ForkRepo;
import dev.repostore.ImportRepo;
import dev.repostore.ListRepos;
import dev.repostore.ListTokens;
import dev.repostore.Names;
import dev.repostore.Namespaces;
import dev.repostore.NotReadyException;
import dev.repostore.Page;
import dev.repostore.RepoContent;
import dev.repostore.RepoInfo;
import dev.repostore.RepoStore;
import dev.repostore.Secret;
import dev.repostore.StoreInfo;
import dev.repostore.Token;
import dev.repostore.TokenCheck;
import dev.repostore.TokenInfo;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** One namespace of a host in this very process. */
final class LocalStore implements RepoStore {

  private final SharedHost shared;
  private final String namespace;
  private final StoreInfo info;
  private final AtomicBoolean closed = new AtomicBoolean();

  LocalStore(SharedHost shared, String namespace) {
    this.shared = shared;
    this.namespace = namespace;
    this.info = new StoreInfo(
        LocalDriver.NAME, shared.folder().toString(), namespace, EnumSet.allOf(Capability.class));
  }

  @Override
  public StoreInfo info() {
    return info;
  }

  @Override
  public CreatedRepo create(CreateRepo request) {
    return created(host().create(namespace, request));
  }

  @Override
  public Optional<RepoInfo> find(String name) {
    Names.repo(name);
    return host().find(namespace, name).map(this::shown);
  }

  @Override
  public Page<RepoInfo> list(ListRepos request) {
    Rows<RepoRow> rows = host().repos(namespace, request, 1);
    return new Page<>(rows.items().stream().map(this::shown).toList(), rows.cursor());
  }

  @Override
  public boolean delete(String name) {
    Names.repo(name);
    return host().delete(namespace, name).isPresent();
  }

  @Override
  public CreatedRepo fork(String source, ForkRepo request) {
    Names.repo(source);
    return created(host().fork(namespace, source, request));
  }

  @Override
  public CreatedRepo importRepo(ImportRepo request) {
    return created(host().importRepo(namespace, request));
  }

  @Override
  public Token createToken(String repo, CreateToken request) {
    Names.repo(repo);
    return host().mint(namespace, repo, request);
  }

  @Override
  public Page<TokenInfo> tokens(String repo, ListTokens request) {
    Names.repo(repo);
    Rows<TokenInfo> rows = host().tokens(namespace, repo, request, 1);
    return new Page<>(rows.items(), rows.cursor());
  }

  @Override
  public TokenCheck validateToken(String repo, Secret token) {
    Names.repo(repo);
    return working(repo, token)
        .map(row -> TokenCheck.valid(row.scope(), row.expiresAt()))
        .orElse(TokenCheck.INVALID);
  }

  @Override
  public boolean revokeToken(String repo, String tokenId) {
    Names.repo(repo);
    return host().revoke(namespace, repo, tokenId);
  }

  @Override
  public boolean revokeToken(String repo, Secret token) {
    Names.repo(repo);
    Optional<TokenRow> row = host().token(token);
    return row.isPresent() && host().revoke(namespace, repo, row.get().id());
  }

  @Override
  public RepoContent content(String repo) {
    Names.repo(repo);
    host();
    return new LocalContent(this::host, namespace, repo);
  }

  @Override
  public Namespaces namespaces() {
    host();
    return new LocalNamespaces(this::host);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      shared.release();
    }
  }

  private Host host() {
    if (closed.get()) {
      throw new IllegalStateException("The store is closed. Open it again with RepoStores.open.");
    }
    return shared.host();
  }

  private Optional<TokenRow> working(String repo, Secret token) {
    Host host = host();
    try {
      Optional<RepoRow> row = host.find(namespace, repo);
      return host.token(token)
          .filter(found -> found.worksAt(host.now()))
          .filter(found -> row.isPresent() && found.repoId().equals(row.get().id()));
    } catch (NotReadyException stillBeingMade) {
      return Optional.empty();
    }
  }

  private RepoInfo shown(RepoRow row) {
    return new RepoInfo(
        row.id(),
        row.name(),
        row.description(),
        row.defaultBranch(),
        row.createdAt(),
        row.updatedAt(),
        row.lastPushAt(),
        row.source(),
        row.readOnly(),
        row.status(),
        shared.remote(row));
  }

  @Override
  public String toString() {
    return "LocalStore[" + info.location() + ", namespace " + info.namespace() + "]";
  }

  private CreatedRepo created(NewRepo made) {
    RepoRow row = made.repo();
    return new CreatedRepo(
        row.id(),
        row.name(),
        row.description(),
        row.defaultBranch(),
        shared.remote(row),
        made.token(),
        made.objects());
  }
}
