package dev.repostore.host;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One route of the REST API.
 *
 * @param number its number in the contract (section 5)
 * @param pattern what its path looks like; {@code {x}} is a variable, {@code {x…}} all the rest
 */
record RestRoute(int number, String method, List<String> pattern, Answer answer) {

  /** What a route does with a request. */
  interface Answer {
    RestReply to(RestRequest request) throws IOException;
  }

  static RestRoute of(int number, String method, String pattern, Answer answer) {
    return new RestRoute(number, method, List.of(pattern.split("/")), answer);
  }

  /** Whether it takes a JSON object. */
  boolean takesBody() {
    return method.equals("POST");
  }

  /** Whether it changes something, so that a credential for reading is not enough. */
  boolean edits() {
    return !method.equals("GET");
  }

  /** Whether it may take minutes, so that it must not sit on a thread others wait for. */
  boolean slow() {
    return pattern.get(pattern.size() - 1).equals("import");
  }

  boolean takes(String requestMethod) {
    return method.equals(requestMethod) || (method.equals("GET") && requestMethod.equals("HEAD"));
  }

  /** The variables of a path that has this route's pattern. */
  Optional<Map<String, String>> match(List<String> segments) {
    int last = pattern.size() - 1;
    boolean open = pattern.get(last).endsWith("…}");
    if (open ? segments.size() <= last : segments.size() != pattern.size()) {
      return Optional.empty();
    }
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i <= last; i++) {
      String expected = pattern.get(i);
      String segment = segments.get(i);
      if (open && i == last) {
        segment = String.join("/", segments.subList(i, segments.size()));
      }
      if (expected.startsWith("{")) {
        if (segment.isEmpty()) {
          return Optional.empty();
        }
        variables.put(expected, segment);
      } else if (!expected.equals(segment)) {
        return Optional.empty();
      }
    }
    return Optional.of(variables);
  }
}
