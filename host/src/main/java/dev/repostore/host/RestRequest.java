package dev.repostore.host;

import dev.repostore.Names;
import dev.repostore.NotFoundException;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;

/** A request as a route sees it: who it is for, and what it brings. */
record RestRequest(
    Host host,
    Remotes remotes,
    Map<String, String> variables,
    RestQuery query,
    RestBody body,
    HttpFields headers) {

  boolean liveQuirks() {
    return host.settings().liveQuirks();
  }

  /** A part of the path that the route's pattern names. */
  String variable(String name) {
    String value = variables.get("{" + name + "}");
    if (value == null) {
      throw new IllegalStateException("The route has no part called " + name + ".");
    }
    return value;
  }

  /** The namespace in the path, if it can be one. */
  String namespace() {
    return Names.namespace(variable("ns"));
  }

  /** The repo's name in the path, if it can be one. */
  String repo() {
    return Names.repo(variable("name"));
  }

  /**
   * The repo in the path.
   *
   * @throws NotFoundException if there is none
   */
  RepoRow found() {
    String name = repo();
    return host.find(namespace(), name).orElseThrow(() -> HostErrors.repoNotFound(name));
  }
}
