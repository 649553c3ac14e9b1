package dev.repostore.repl;

import dev.repostore.Secret;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Any value as JSON: records and maps as objects, with names as on the wire
 * ({@code default_branch}), lists as arrays, and what is neither as a text. Of a secret it has
 * {@code "***"}.
 */
public final class JsonText {

  /** Kept, for {@code Json} looks through all jars for one with every value it makes. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private JsonText() {}

  /** The value in one line of JSON, with nothing of a secret in it. */
  public static String of(@Nullable Object value) {
    return json(value).toString();
  }

  private static JsonValue json(@Nullable Object value) {
    if (value == null) {
      return JsonValue.NULL;
    } else if (value instanceof Optional<?> optional) {
      return json(optional.orElse(null));
    } else if (value instanceof OptionalInt optional) {
      return json(optional.isPresent() ? optional.getAsInt() : null);
    } else if (value instanceof OptionalLong optional) {
      return json(optional.isPresent() ? optional.getAsLong() : null);
    } else if (value instanceof OptionalDouble optional) {
      return json(optional.isPresent() ? optional.getAsDouble() : null);
    } else if (value instanceof Boolean flag) {
      return flag ? JsonValue.TRUE : JsonValue.FALSE;
    } else if (value instanceof Number number) {
      return number(number);
    } else if (value instanceof Enum<?> constant) {
      return JSON.createValue(constant.name().toLowerCase(Locale.ROOT));
    } else if (value instanceof Record record) {
      return object(record);
    } else if (value instanceof Map<?, ?> map) {
      return object(map);
    } else if (value instanceof Iterable<?> items && !(value instanceof Path)) {
      return array(items);
    } else if (value instanceof Stream<?> items) {
      return array(items.toList());
    } else if (value.getClass().isArray()) {
      return array(elements(value));
    }
    return JSON.createValue(value instanceof Secret ? "***" : Secret.mask(value.toString()));
  }

  static List<@Nullable Object> elements(Object array) {
    List<@Nullable Object> elements = new ArrayList<>();
    for (int at = 0; at < Array.getLength(array); at++) {
      elements.add(Array.get(array, at));
    }
    return elements;
  }

  private static JsonValue number(Number number) {
    if (number instanceof Double || number instanceof Float) {
      return Double.isFinite(number.doubleValue()) // in as few digits as tell it from others
          ? JSON.createValue(new java.math.BigDecimal(number.toString()))
          : JsonValue.NULL;
    }
    return number instanceof java.math.BigDecimal big
        ? JSON.createValue(big)
        : JSON.createValue(new java.math.BigInteger(number.toString()));
  }

  private static JsonValue array(Iterable<?> items) {
    JsonArrayBuilder array = JSON.createArrayBuilder();
    items.forEach(item -> array.add(json(item)));
    return array.build();
  }

  private static JsonValue object(Map<?, ?> map) {
    JsonObjectBuilder object = JSON.createObjectBuilder();
    map.forEach((name, value) -> object.add(Secret.mask(String.valueOf(name)), json(value)));
    return object.build();
  }

  private static JsonValue object(Record record) {
    JsonObjectBuilder object = JSON.createObjectBuilder();
    RecordPart.of(record.getClass())
        .forEach(part -> object.add(part.name(), json(value(record, part.part()))));
    return object.build();
  }

  /** A part of a record, also where the record's class is a snippet's or not public. */
  static @Nullable Object value(Record record, RecordComponent part) {
    try {
      part.getAccessor().setAccessible(true);
      return part.getAccessor().invoke(record);
    } catch (InvocationTargetException | IllegalAccessException unreadable) {
      throw new IllegalStateException(
          "The part '" + part.getName() + "' of " + record.getClass().getSimpleName()
              + " cannot be read.",
          unreadable);
    }
  }

  static String snake(String camel) {
    return HUMP.matcher(camel).replaceAll("_").toLowerCase(Locale.ROOT);
  }
}
