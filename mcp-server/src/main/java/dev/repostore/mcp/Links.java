package dev.repostore.mcp;

import dev.repostore.InvalidRequestException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** The URIs of files as resources: {@code repo://STORE/REPO/REF/PATH}. */
final class Links {

  private static final String SCHEME = "repo://";
  private static final String[] NONE = {};

  static final String TEMPLATE = "repo://{store}/{repo}/{ref}/{+path}";

  private Links() {}

  static String uri(String store, String repo, String ref, String path) {
    return SCHEME + part(store) + "/" + part(repo) + "/" + part(ref) + "/"
        + part(path).replace("%2F", "/");
  }

  /**
   * What a URI names, as the arguments of a call.
   *
   * @throws InvalidRequestException if it is no such URI
   */
  static Map<String, Object> parse(String uri) {
    String[] parts = uri.startsWith(SCHEME) ? uri.substring(SCHEME.length()).split("/", 4) : NONE;
    if (parts.length != 4 || Arrays.stream(parts).anyMatch(String::isEmpty)) {
      throw new InvalidRequestException(
          "uri", "This is no URI of a file here. They are " + TEMPLATE + ".");
    }
    try {
      return Map.of(
          "store", whole(parts[0]),
          "repo", whole(parts[1]),
          "ref", whole(parts[2]),
          "path", whole(parts[3]));
    } catch (IllegalArgumentException malformed) {
      throw new InvalidRequestException("uri", "The URI has a malformed % in it.");
    }
  }

  /** In a URI's path a plus is a plus. */
  private static String whole(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
