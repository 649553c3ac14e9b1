package dev.repostore.tck;

import dev.repostore.AlreadyExistsException;
import dev.repostore.Capability;
import dev.repostore.CreateRepo;
import dev.repostore.CreateToken;
import dev.repostore.CreatedRepo;
import dev.repostore.ForkRepo;
import dev.repostore.ImportRepo;
import dev.repostore.InvalidRequestException;
import dev.repostore.ListRepos;
import dev.repostore.ListTokens;
import dev.repostore.Names;
import dev.repostore.Namespaces;
import dev.repostore.Page;
import dev.repostore.RepoContent;
import dev.repostore.RepoInfo;
import dev.repostore.RepoStore;
import dev.repostore.Secret;
import dev.repostore.StoreInfo;
import dev.repostore.StoreUnavailableException;
import dev.repostore.Token;
import dev.repostore.TokenCheck;
import dev.repostore.TokenInfo;
import dev.repostore.TokenState;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceivePack;
import org.jspecify.annotations.Nullable;

/** A store in memory that keeps every rule and offers everything. Broken ones are made from it. */
class GoodStore implements RepoStore {

  static final String NAMESPACE = "good";
  private static final AtomicInteger IDS = new AtomicInteger();

  private final MovableClock clock;
  private final TreeMap<String, GoodRepo> repos = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final GoodGit git = new GoodGit(this);
  private final GoodNamespaces namespaces;
  private volatile boolean closed;

  GoodStore(MovableClock clock) {
    this.clock = clock;
    this.namespaces = new GoodNamespaces(this);
  }

  Instant now() {
    return clock.instant();
  }

  void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The store is closed.");
    }
  }

  synchronized long count() {
    return repos.size();
  }

  synchronized @Nullable GoodRepo repoAt(String name) {
    return repos.get(name);
  }

  @Nullable
  GoodToken tokenOf(GoodRepo repo, Secret value) {
    return repo.tokens.stream()
        .filter(token -> token.secret.equals(value))
        .findFirst()
        .orElse(null);
  }

  boolean letsIn(GoodToken token) {
    return token.state(now()) == TokenState.ACTIVE;
  }

  boolean mayPush(GoodRepo repo, GoodToken token) {
    return GoodGit.canPush(repo, token);
  }

  /** The HTTP status for whoever comes with this token, or with none. */
  int admits(GoodRepo repo, @Nullable Secret secret, boolean push) {
    if (secret == null) {
      return 401;
    }
    GoodToken token = tokenOf(repo, secret);
    return token != null && letsIn(token) && (!push || mayPush(repo, token)) ? 200 : 403;
  }

  /** What takes a push, of somebody who was admitted. */
  ReceivePack receiver(GoodRepo repo, @Nullable Secret secret) {
    return new ReceivePack(repo.git);
  }

  @Override
  public StoreInfo info() {
    return new StoreInfo("good", "memory", NAMESPACE, EnumSet.allOf(Capability.class));
  }

  @Override
  public synchronized CreatedRepo create(CreateRepo request) {
    requireOpen();
    return add(request, null, repository(request.defaultBranch()));
  }

  private static Repository repository(String branch) {
    try {
      return GoodGit.empty(branch);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private CreatedRepo add(CreateRepo request, @Nullable String source, Repository made) {
    RepoInfo info = GoodRepo.info(
        String.format(Locale.ROOT, "%016d", IDS.incrementAndGet()),
        request.name(),
        request.description(),
        request.defaultBranch(),
        now(),
        source,
        request.readOnly(),
        git.remote(request.name()));
    GoodRepo repo = new GoodRepo(info, made);
    if (repos.putIfAbsent(request.name(), repo) != null) {
      throw new AlreadyExistsException("The name '" + request.name() + "' is taken.");
    }
    return new CreatedRepo(
        info.id(),
        info.name(),
        info.description(),
        info.defaultBranch(),
        info.remote(),
        mint(repo, CreateToken.write()),
        null);
  }

  private Token mint(GoodRepo repo, CreateToken request) {
    String id = String.format(Locale.ROOT, "%016d", IDS.incrementAndGet());
    Instant now = now();
    GoodToken token = new GoodToken(
        id, Secret.of("art_v1_feed" + id), request.scope(), now, now.plus(request.ttl()));
    repo.tokens.addFirst(token);
    return new Token(id, token.secret, token.scope, token.expiresAt);
  }

  @Override
  public synchronized Optional<RepoInfo> find(String name) {
    Names.repo(name);
    requireOpen();
    return Optional.ofNullable(repos.get(name)).map(GoodRepo::info);
  }

  private synchronized GoodRepo existing(String name) {
    get(name);
    return repos.get(name);
  }

  @Override
  public synchronized Page<RepoInfo> list(ListRepos request) {
    requireOpen();
    return request.pageOf(repos.values().stream().map(GoodRepo::info).toList());
  }

  @Override
  public synchronized boolean delete(String name) {
    Names.repo(name);
    requireOpen();
    GoodRepo gone = repos.remove(name);
    if (gone != null) {
      gone.discard();
    }
    return gone != null;
  }

  @Override
  public synchronized CreatedRepo fork(String source, ForkRepo request) {
    RepoInfo from = get(source);
    Repository made = forked(existing(source), request.defaultBranchOnly());
    CreateRepo fork = new CreateRepo(
        request.name(), request.description(), from.defaultBranch(), request.readOnly());
    return add(fork, NAMESPACE + "/" + from.name(), made);
  }

  /** What a new fork has. */
  Repository forked(GoodRepo source, boolean defaultBranchOnly) {
    try {
      Repository made = GoodGit.empty(source.info().defaultBranch());
      List<Ref> refs = new ArrayList<>(source.git.getRefDatabase().getRefs());
      refs.removeIf(ref ->
          ref.isSymbolic() || (defaultBranchOnly && !ref.getName().equals(source.defaultRef())));
      GoodGit.copy(source.git, refs, made);
      return made;
    } catch (IOException broken) {
      throw new StoreUnavailableException("The repo could not be copied.", null, broken);
    }
  }

  @Override
  public synchronized CreatedRepo importRepo(ImportRepo request) {
    requireOpen();
    GoodImport from = GoodImport.of(request);
    CreateRepo repo =
        new CreateRepo(request.name(), null, from.defaultBranch(), request.readOnly());
    return add(repo, "git:" + request.url(), from.repository());
  }

  @Override
  public synchronized Token createToken(String repo, CreateToken request) {
    return mint(existing(repo), request);
  }

  @Override
  public synchronized Page<TokenInfo> tokens(String repo, ListTokens request) {
    Instant now = now();
    List<TokenInfo> rows = existing(repo).tokens.stream()
        .map(token -> token.info(now))
        .filter(token -> request.state() == null || token.state() == request.state())
        .toList();
    int start = 0;
    if (request.cursor() != null) {
      start = 1 + rows.stream().map(TokenInfo::id).toList().indexOf(request.cursor());
      if (start == 0) {
        throw new InvalidRequestException("cursor", "No cursor of this list.");
      }
    }
    int end = Math.min(rows.size(), start + request.limit());
    return new Page<>(
        rows.subList(start, end), end == rows.size() ? null : rows.get(end - 1).id());
  }

  @Override
  public synchronized TokenCheck validateToken(String repo, Secret value) {
    return find(repo)
        .map(info -> tokenOf(existing(repo), value))
        .filter(this::letsIn)
        .map(token -> TokenCheck.valid(token.scope, token.expiresAt))
        .orElse(TokenCheck.INVALID);
  }

  @Override
  public synchronized boolean revokeToken(String repo, String tokenId) {
    return revoke(existing(repo).tokens.stream()
        .filter(token -> token.id.equals(tokenId))
        .findFirst()
        .orElse(null));
  }

  @Override
  public synchronized boolean revokeToken(String repo, Secret value) {
    return revoke(tokenOf(existing(repo), value));
  }

  private static boolean revoke(@Nullable GoodToken token) {
    if (token != null) {
      token.revoked = true;
    }
    return token != null;
  }

  @Override
  public RepoContent content(String repo) {
    Names.repo(repo);
    requireOpen();
    return new GoodContent(() -> existing(repo));
  }

  @Override
  public Namespaces namespaces() {
    requireOpen();
    return namespaces;
  }

  @Override
  public synchronized void close() {
    closed = true;
    git.close();
    repos.values().forEach(GoodRepo::discard);
    repos.clear();
  }
}
