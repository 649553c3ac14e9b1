package dev.repostore.mcp;

import dev.repostore.InvalidRequestException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A JSON Schema of an object, written field by field. Immutable once {@link #asMap()} was read. */
final class Schema {

  private final Map<String, Object> properties = new LinkedHashMap<>();
  private final Map<String, Schema> lists = new LinkedHashMap<>();
  private final List<String> required = new ArrayList<>();
  private final boolean closed;

  private Schema(boolean closed) {
    this.closed = closed;
  }

  /** Of what a tool takes: no field but those named. */
  static Schema input() {
    return new Schema(true);
  }

  /** Of what a tool gives: there may be more fields later. */
  static Schema output() {
    return new Schema(false);
  }

  Schema text(String name, String description) {
    return add(name, "string", description);
  }

  /** No longer than so many characters. */
  Schema text(String name, String description, int most) {
    return add(name, Map.of("type", "string", "maxLength", most), description);
  }

  Schema number(String name, String description, long least, long most) {
    return add(name, Map.of("type", "integer", "minimum", least, "maximum", most), description);
  }

  Schema flag(String name, String description) {
    return add(name, "boolean", description);
  }

  Schema oneOf(String name, String description, List<String> values) {
    return add(name, Map.of("type", "string", "enum", values), description);
  }

  Schema texts(String name, String description) {
    return add(name, Map.of("type", "array", "items", Map.of("type", "string")), description);
  }

  /** A list of objects of another schema. */
  Schema objects(String name, String description, Schema items) {
    lists.put(name, items);
    return add(name, Map.of("type", "array", "items", items.asMap()), description);
  }

  /** Fields of a result whose names say it all. */
  Schema fields(String type, String... names) {
    for (String name : names) {
      add(name, type, "");
    }
    return this;
  }

  /** The fields a call cannot do without, or a result always has. */
  Schema require(String... names) {
    required.addAll(List.of(names));
    return this;
  }

  private Schema add(String name, String type, String description) {
    return add(name, Map.of("type", type), description);
  }

  private Schema add(String name, Map<String, Object> type, String description) {
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("type", type.get("type"));
    property.putAll(type);
    if (!description.isEmpty()) {
      property.put("description", description);
    }
    properties.put(name, property);
    return this;
  }

  /** Refuses a call that has a field too many, or one too few, also in its lists. */
  void check(Arguments arguments) {
    for (String name : arguments.names()) {
      if (!properties.containsKey(name)) {
        throw new InvalidRequestException(
            Visible.in(name),
            "There is no field '" + Visible.in(name) + "'. There are: "
                + String.join(", ", properties.keySet()) + ".");
      }
    }
    arguments.names().forEach(name -> checkWhole(name, arguments.rawOr(name, "")));
    properties.forEach((name, property) -> checkChoice(arguments, name, property));
    for (String name : required) {
      if (!arguments.has(name)) {
        throw new InvalidRequestException(name, "The field '" + name + "' is missing.");
      }
    }
    lists.forEach((name, items) -> arguments.objects(name).forEach(items::check));
  }

  /** JSON can say half of a character, and UTF-8 cannot: it would be written as another one. */
  private static void checkWhole(String name, Object value) {
    if (value instanceof String text
        && text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
      throw new InvalidRequestException(
          name,
          "The field '" + name + "' has half of a character in it (a surrogate without the other "
              + "one). Send whole characters.");
    }
  }

  private static void checkChoice(Arguments arguments, String name, Object property) {
    if (property instanceof Map<?, ?> described
        && described.get("enum") instanceof List<?> values
        && arguments.has(name)
        && !values.contains(arguments.text(name))) {
      throw new InvalidRequestException(
          name, "The field '" + name + "' must be one of " + values + ".");
    }
  }

  /** The fields {@link #require} named. */
  List<String> required() {
    return List.copyOf(required);
  }

  Set<String> names() {
    return properties.keySet();
  }

  boolean has(String name) {
    return properties.containsKey(name);
  }

  Map<String, Object> asMap() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    if (closed) {
      schema.put("additionalProperties", false);
    }
    return schema;
  }
}
