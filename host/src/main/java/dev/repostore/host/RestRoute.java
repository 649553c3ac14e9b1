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
    // Where the pattern goes on by itself it must be the same: most routes end here.
    for (int i = 0; i <= last; i++) {
      if (!pattern.get(i).startsWith("{") && !pattern.get(i).equals(segments.get(i))) {
        return Optional.empty();
      }
    }
    return variables(segments, open ? last : -1);
  }

  private Optional<Map<String, String>> variables(List<String> segments, int open) {
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < pattern.size(); i++) {
      if (pattern.get(i).startsWith("{")) {
        String value =
            i == open ? String.join("/", segments.subList(i, segments.size())) : segments.get(i);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        variables.put(pattern.get(i), value);
      }
    }
    return Optional.of(variables);
  }
}
