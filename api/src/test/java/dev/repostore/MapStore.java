package dev.repostore;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The least a store can be, for tests of what is wrapped around one: names and two dates. */
class MapStore implements RepoStore {

  private final TreeMap<String, RepoInfo> repos = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private int pages;

  @Override
  public StoreInfo info() {
    return new StoreInfo("map", "memory", "default", Set.of());
  }

  @Override
  public CreatedRepo create(CreateRepo request) {
    RepoInfo made = new RepoInfo(
        "id-" + request.name(),
        request.name(),
        request.description(),
        request.defaultBranch(),
        Instant.EPOCH,
        Instant.EPOCH,
        null,
        null,
        request.readOnly(),
        RepoStatus.READY,
        URI.create("http://map/" + request.name() + ".git"));
    if (repos.putIfAbsent(request.name(), made) != null) {
      throw new AlreadyExistsException("The name '" + request.name() + "' is taken.");
    }
    return new CreatedRepo(
        made.id(),
        made.name(),
        made.description(),
        made.defaultBranch(),
        made.remote(),
        null,
        null);
  }

  @Override
  public Optional<RepoInfo> find(String name) {
    return Optional.ofNullable(repos.get(Names.repo(name)));
  }

  /** Always in the order of names; the cursor is the last name of the page before. */
  @Override
  public Page<RepoInfo> list(ListRepos request) {
    pages++;
    String search = request.search() == null ? "" : request.search().toLowerCase(Locale.ROOT);
    List<RepoInfo> rest = repos.values().stream()
        .filter(repo -> repo.name().toLowerCase(Locale.ROOT).contains(search))
        .filter(repo ->
            request.cursor() == null || repo.name().compareToIgnoreCase(request.cursor()) > 0)
        .toList();
    return rest.size() <= request.limit()
        ? Page.last(rest)
        : new Page<>(
            rest.subList(0, request.limit()), rest.get(request.limit() - 1).name());
  }

  @Override
  public boolean delete(String name) {
    return repos.remove(Names.repo(name)) != null;
  }

  /** How many pages were asked for. */
  int pages() {
    return pages;
  }

  @Override
  public void close() {}
}
