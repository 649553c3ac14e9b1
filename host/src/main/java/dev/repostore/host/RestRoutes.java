package dev.repostore.host;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The routes of the REST API, as the contract numbers them (section 5). */
final class RestRoutes {

  /** The first route the older places of the API have as well. */
  private static final int FIRST_REPO_ROUTE = 5;

  private static final String NAMESPACE = "namespaces/{ns}";
  private static final String REPOS = NAMESPACE + "/repos";
  private static final String REPO = REPOS + "/{name}";
  private static final String TOKENS = NAMESPACE + "/tokens";

  private static final List<RestRoute> ALL = List.of(
      RestRoute.of(1, "POST", "namespaces", NamespaceRoutes::create),
      RestRoute.of(2, "GET", "namespaces", NamespaceRoutes::list),
      RestRoute.of(3, "GET", NAMESPACE, NamespaceRoutes::get),
      RestRoute.of(4, "DELETE", NAMESPACE, NamespaceRoutes::delete),
      RestRoute.of(5, "POST", REPOS, RepoRoutes::create),
      RestRoute.of(6, "GET", REPOS, RepoRoutes::list),
      RestRoute.of(7, "GET", REPO, RepoRoutes::get),
      RestRoute.of(8, "DELETE", REPO, RepoRoutes::delete),
      RestRoute.of(9, "POST", REPO + "/fork", RepoRoutes::fork),
      RestRoute.of(10, "POST", REPO + "/import", RepoRoutes::importRepo),
      RestRoute.of(11, "GET", REPO + "/log", ContentRoutes::log),
      RestRoute.of(12, "GET", REPO + "/commit/{hash}", ContentRoutes::commit),
      RestRoute.of(13, "GET", REPO + "/tree/{hash}", ContentRoutes::tree),
      RestRoute.of(14, "GET", REPO + "/blob/{hash}", ContentRoutes::blob),
      RestRoute.of(15, "GET", REPO + "/file", ContentRoutes::file),
      RestRoute.of(16, "GET", REPO + "/raw/{ref}/{path…}", ContentRoutes::raw),
      RestRoute.of(17, "GET", REPO + "/tokens", TokenRoutes::list),
      RestRoute.of(18, "POST", TOKENS, TokenRoutes::create),
      RestRoute.of(19, "DELETE", TOKENS + "/{id}", TokenRoutes::revoke));

  private RestRoutes() {}

  /** What was found for a path: a route with its variables, or else the methods there are. */
  record Found(Optional<RestRoute> route, Map<String, String> variables, Set<String> methods) {}

  static Found find(String method, RestPath path) {
    Set<String> methods = new TreeSet<>();
    for (RestRoute route : ALL) {
      if (!path.account() && route.number() < FIRST_REPO_ROUTE) {
        continue;
      }
      Optional<Map<String, String>> variables = route.match(path.segments());
      if (variables.isPresent() && route.takes(method)) {
        return new Found(Optional.of(route), variables.get(), Set.of());
      }
      variables.ifPresent(any -> methods.add(route.method()));
    }
    return new Found(Optional.empty(), Map.of(), methods);
  }
}
