package dev.repostore.mcp;

import dev.repostore.InvalidRequestException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a tool was called with, each field as the type it has to be. */
final class Arguments {

  private final Map<String, Object> fields;

  Arguments(@Nullable Map<String, Object> fields) {
    this.fields = fields == null ? Map.of() : new LinkedHashMap<>(fields);
  }

  Set<String> names() {
    return fields.keySet();
  }

  /** A field as it came. */
  Object rawOr(String name, Object otherwise) {
    Object raw = fields.get(name);
    return raw == null ? otherwise : raw;
  }

  boolean has(String name) {
    return fields.get(name) != null;
  }

  String text(String name) {
    String text = textOr(name, null);
    if (text == null) {
      throw new InvalidRequestException(name, "The field '" + name + "' is missing.");
    }
    return text;
  }

  @Nullable
  String textOr(String name, @Nullable String otherwise) {
    Object value = fields.get(name);
    if (value != null && !(value instanceof String)) {
      throw wrong(name, "text");
    }
    return value == null ? otherwise : (String) value;
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(textOr(name, null));
  }

  boolean flag(String name) {
    Object value = fields.get(name);
    if (value != null && !(value instanceof Boolean)) {
      throw wrong(name, "true or false");
    }
    return Boolean.TRUE.equals(value);
  }

  long number(String name, long otherwise, long least, long most) {
    Object value = fields.get(name);
    if (value == null) {
      return otherwise;
    }
    if (!(value instanceof Integer || value instanceof Long)) {
      throw wrong(name, "a whole number");
    }
    long number = ((Number) value).longValue();
    if (number < least || number > most) {
      throw new InvalidRequestException(
          name,
          "The field '" + name + "' is " + number + "; it must be " + least + " to " + most + ".");
    }
    return number;
  }

  List<String> texts(String name) {
    if (!(fields.getOrDefault(name, List.of()) instanceof List<?> list)
        || !list.stream().allMatch(String.class::isInstance)) {
      throw wrong(name, "a list of texts");
    }
    if (list.contains("")) {
      throw new InvalidRequestException(
          name, "The field '" + name + "' has an empty text in it. Leave that out.");
    }
    return list.stream().map(String.class::cast).toList();
  }

  /** A list of objects. */
  List<Arguments> objects(String name) {
    if (!(fields.getOrDefault(name, List.of()) instanceof List<?> list)
        || !list.stream().allMatch(Map.class::isInstance)) {
      throw wrong(name, "a list of objects");
    }
    return list.stream().map(Arguments::ofEntries).toList();
  }

  private static Arguments ofEntries(Object map) {
    Map<String, Object> fields = new LinkedHashMap<>();
    ((Map<?, ?>) map).forEach((name, value) -> fields.put(String.valueOf(name), value));
    return new Arguments(fields);
  }

  /** One of some constants, by its name in small letters. */
  <T extends Enum<T>> T oneOf(String name, T[] values) {
    return oneOf(name, text(name), values);
  }

  <T extends Enum<T>> T oneOf(String name, String wanted, T[] values) {
    for (T value : values) {
      if (value.name().toLowerCase(Locale.ROOT).equals(wanted)) {
        return value;
      }
    }
    throw new InvalidRequestException(
        name,
        "The field '" + name + "' must be one of "
            + Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "))
            + ".");
  }

  private static InvalidRequestException wrong(String name, String type) {
    return new InvalidRequestException(name, "The field '" + name + "' must be " + type + ".");
  }

  /** For digests: what a plan was made for is what it is carried out for. */
  Map<String, Object> without(String name) {
    Map<String, Object> rest = new LinkedHashMap<>(fields);
    rest.remove(name);
    return rest;
  }
}
