package dev.repostore.mcp;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The URIs of files as resources: {@code repo://STORE/REPO/REF/PATH}. */
final class Links {

  static final String TEMPLATE = "repo://{store}/{repo}/{ref}/{+path}";

  private Links() {}

  static String uri(String store, String repo, String ref, String path) {
    return "repo://" + part(store) + "/" + part(repo) + "/" + part(ref) + "/"
        + part(path).replace("%2F", "/");
  }

  private static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
