package dev.repostore.mcp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a tool says, field by field in the order they are put. Not thread-safe. */
final class Answer {

  /**
   * Something too long to be told, for the client to fetch if it wants to.
   *
   * @param uri where
   * @param name what it is called
   */
  record Link(String uri, String name) {}

  private final Map<String, Object> fields = new LinkedHashMap<>();
  private final List<Link> links = new ArrayList<>();

  static Answer of(String name, @Nullable Object value) {
    return new Answer().with(name, value);
  }

  /** Leaves out what is null. */
  Answer with(String name, @Nullable Object value) {
    if (value instanceof Answer nested) {
      fields.put(name, nested.fields);
    } else if (value instanceof Collection<?> many) {
      fields.put(name, many.stream().map(Answer::plain).toList());
    } else if (value instanceof Number || value instanceof Boolean || value instanceof Map) {
      fields.put(name, value);
    } else if (value != null) {
      fields.put(name, value.toString());
    }
    return this;
  }

  private static Object plain(Object value) {
    return value instanceof Answer nested ? nested.fields : value;
  }

  Answer link(String uri, String name) {
    links.add(new Link(uri, name));
    return this;
  }

  Map<String, Object> fields() {
    return fields;
  }

  List<Link> links() {
    return List.copyOf(links);
  }
}
