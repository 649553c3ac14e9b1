package dev.repostore.artifacts;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The URLs of one namespace's REST routes; whatever is put into one is percent-encoded. */
final class Routes {

  private final boolean v4;
  private final String allNamespaces;
  private final String namespace;

  Routes(ArtifactsSettings settings) {
    String base = settings.baseUrl().toString();
    v4 = !base.endsWith("/v1/api");
    allNamespaces = v4
        ? base + "/accounts/" + settings.account() + "/artifacts/namespaces"
        : base + "/namespaces";
    namespace = allNamespaces + "/" + encode(settings.namespace());
  }

  /** Whether this is the v4 API, which alone has namespaces and content. */
  boolean v4() {
    return v4;
  }

  String namespaces() {
    return allNamespaces;
  }

  String namespace(String name) {
    return allNamespaces + "/" + encode(name);
  }

  String repos() {
    return namespace + "/repos";
  }

  String repo(String name, String... below) {
    StringBuilder url = new StringBuilder(namespace).append("/repos/").append(encode(name));
    for (String segment : below) {
      url.append('/').append(encode(segment));
    }
    return url.toString();
  }

  String tokens() {
    return namespace + "/tokens";
  }

  String token(String id) {
    return namespace + "/tokens/" + encode(id);
  }

  /** {@code url} with a query of the names and values given in turn; a null value is left out. */
  static URI with(String url, @Nullable Object... query) {
    StringBuilder full = new StringBuilder(url);
    char join = '?';
    for (int i = 0; i < query.length; i += 2) {
      Object value = query[i + 1];
      if (value != null) {
        full.append(join).append(query[i]).append('=').append(encode(value.toString()));
        join = '&';
      }
    }
    return URI.create(full.toString());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
