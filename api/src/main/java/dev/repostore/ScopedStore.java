package dev.repostore;

import dev.repostore.spi.OwnCredential;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A view of a store that adds a prefix to every name on the way in and takes it off on the way out.
 */
final class ScopedStore implements RepoStore, OwnCredential {

  private final RepoStore store;
  private final String prefix;

  ScopedStore(RepoStore store, String prefix) {
    this.store = Objects.requireNonNull(store, "store");
    this.prefix = Names.repo(prefix);
  }

  /** Namespaces would lead out of the prefix. */
  @Override
  public StoreInfo info() {
    return store.info().without(Capability.NAMESPACES);
  }

  @Override
  public CreatedRepo create(CreateRepo request) {
    return shown(store.create(request.withName(inside(request.name()))));
  }

  @Override
  public Optional<RepoInfo> find(String name) {
    return store.find(inside(name)).map(this::shown);
  }

  /**
   * The host narrows by the prefix where it can; a search of the caller's takes that place, and the
   * prefix is checked here. So a page may have fewer rows than asked for, even none, and still not
   * be the last.
   */
  @Override
  public Page<RepoInfo> list(ListRepos request) {
    String search = request.search();
    Page<RepoInfo> page =
        store.list(search == null || search.isEmpty() ? request.withSearch(prefix) : request);
    List<RepoInfo> ours = page.items().stream()
        .filter(repo -> isInside(repo.name()))
        .map(this::shown)
        .filter(repo -> search == null || has(repo.name(), search))
        .toList();
    return new Page<>(ours, page.cursor());
  }

  @Override
  public boolean delete(String name) {
    return store.delete(inside(name));
  }

  @Override
  public CreatedRepo fork(String source, ForkRepo request) {
    return shown(store.fork(inside(source), request.withName(inside(request.name()))));
  }

  @Override
  public CreatedRepo importRepo(ImportRepo request) {
    return shown(store.importRepo(request.withName(inside(request.name()))));
  }

  @Override
  public Token createToken(String repo, CreateToken request) {
    return store.createToken(inside(repo), request);
  }

  @Override
  public Page<TokenInfo> tokens(String repo, ListTokens request) {
    return store.tokens(inside(repo), request);
  }

  @Override
  public TokenCheck validateToken(String repo, Secret token) {
    return store.validateToken(inside(repo), token);
  }

  @Override
  public boolean revokeToken(String repo, String tokenId) {
    return store.revokeToken(inside(repo), tokenId);
  }

  @Override
  public boolean revokeToken(String repo, Secret token) {
    return store.revokeToken(inside(repo), token);
  }

  @Override
  public Optional<Secret> forGit(String repo, Scope scope) {
    String whole = inside(repo);
    return store instanceof OwnCredential own ? own.forGit(whole, scope) : Optional.empty();
  }

  @Override
  public RepoContent content(String repo) {
    return store.content(inside(repo));
  }

  @Override
  public void close() {
    store.close();
  }

  private String inside(@Nullable String name) {
    return Names.repo(prefix + Names.repo(name));
  }

  /** What is left without the prefix must be a name too, or it could be seen but not called. */
  private boolean isInside(String name) {
    return name.regionMatches(true, 0, prefix, 0, prefix.length())
        && Names.isRepo(name.substring(prefix.length()));
  }

  private RepoInfo shown(RepoInfo repo) {
    return repo.withName(repo.name().substring(prefix.length())).withSource(shown(repo.source()));
  }

  /** A repo it was forked from is called as it can be called here, and outside not at all. */
  private @Nullable String shown(@Nullable String source) {
    if (source == null || source.contains("://")) {
      return source;
    }
    int at = source.lastIndexOf('/') + 1;
    String name = source.substring(at);
    return isInside(name) ? source.substring(0, at) + name.substring(prefix.length()) : null;
  }

  private CreatedRepo shown(CreatedRepo repo) {
    return repo.withName(repo.name().substring(prefix.length()));
  }

  private static boolean has(String name, String search) {
    return name.toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT));
  }
}
