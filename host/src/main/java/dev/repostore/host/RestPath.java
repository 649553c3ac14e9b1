package dev.repostore.host;

import dev.repostore.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of a request's path below one of the places where the REST API is found.
 *
 * @param account whether it is the current place, which also has routes for namespaces themselves
 * @param segments the names between the slashes, percent signs taken out (once)
 */
record RestPath(boolean account, List<String> segments) {

  private static final String ACCOUNTS = "/client/v4/accounts/";
  private static final String ARTIFACTS = "/artifacts/";
  private static final List<String> OLDER = List.of("/v1/api/", "/edge/v1/api/");

  /** Whether a path could be meant for the API at all, well formed or not. */
  static boolean mayBe(String raw) {
    return raw.startsWith("/client/v4/") || OLDER.stream().anyMatch(raw::startsWith);
  }

  /**
   * Empty if {@code raw} is none of the API's places.
   *
   * @throws InvalidRequestException if it is, but is no path
   */
  static Optional<RestPath> of(String raw) {
    if (raw.startsWith(ACCOUNTS)) {
      int end = raw.indexOf('/', ACCOUNTS.length());
      return end > ACCOUNTS.length() && raw.startsWith(ARTIFACTS, end)
          ? Optional.of(new RestPath(true, split(raw, end + ARTIFACTS.length())))
          : Optional.empty();
    }
    return OLDER.stream()
        .filter(raw::startsWith)
        .findFirst()
        .map(place -> new RestPath(false, split(raw, place.length())));
  }

  private static List<String> split(String raw, int from) {
    List<String> segments = new ArrayList<>(8);
    int start = from;
    for (int end = raw.indexOf('/', start); end >= 0; end = raw.indexOf('/', start)) {
      segments.add(segment(raw.substring(start, end)));
      start = end + 1;
    }
    segments.add(segment(raw.substring(start)));
    return segments;
  }

  private static String segment(String raw) {
    String segment = Percent.decode(raw, false)
        .orElseThrow(
            () -> bad("has a part that is not text: a '%' must be followed by two hex digits, the "
                + "bytes must be UTF-8, and control characters are not allowed"));
    if (segment.equals(".") || segment.equals("..")) {
      throw bad("has '.' or '..' as one of its parts");
    }
    return segment;
  }

  private static InvalidRequestException bad(String why) {
    return new InvalidRequestException("path", "The path of the URL " + why + ".");
  }
}
