package dev.repostore.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON as maps, lists, texts, numbers and truths. Reads and writes it token by token: what Jackson
 * needs for all other types takes longer to load than a client waits for its first answer.
 */
final class JsonTree {

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonTree() {}

  /**
   * An object as a map.
   *
   * @throws IOException if it is no object, or no JSON; does not say what there was
   */
  @SuppressWarnings("unchecked") // what object() has made
  static Map<String, Object> object(byte[] text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == JsonToken.START_OBJECT
          && value(parser) instanceof Map<?, ?> object
          && parser.nextToken() == null) {
        return (Map<String, Object>) object;
      }
    } catch (JacksonException quoting) {
      throw new IOException("this is no JSON");
    }
    throw new IOException("this is not one object");
  }

  private static @Nullable Object value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  @SuppressWarnings("NullAway") // a field may be null
  private static Map<String, Object> object(JsonParser parser) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      fields.put(name, value(parser));
    }
    return fields;
  }

  @SuppressWarnings("NullAway") // an item may be null
  private static List<Object> array(JsonParser parser) {
    List<Object> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return items;
  }

  /** @param others writes what is no part of a tree */
  static byte[] bytes(Object value, Function<Object, String> others) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      write(out, value, others);
    }
    return bytes.toByteArray();
  }

  /** @param others writes what is no part of a tree */
  static String text(Object value, Function<Object, String> others) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(out, value, others);
    }
    return text.toString();
  }

  private static void write(
      JsonGenerator out, @Nullable Object value, Function<Object, String> others) {
    if (value instanceof Map<?, ?> fields) {
      out.writeStartObject();
      for (Map.Entry<?, ?> field : fields.entrySet()) {
        out.writeName(String.valueOf(field.getKey()));
        write(out, field.getValue(), others);
      }
      out.writeEndObject();
    } else if (value instanceof List<?> items) {
      out.writeStartArray();
      for (Object item : items) {
        write(out, item, others);
      }
      out.writeEndArray();
    } else {
      writeLeaf(out, value, others);
    }
  }

  private static void writeLeaf(
      JsonGenerator out, @Nullable Object value, Function<Object, String> others) {
    if (value == null) {
      out.writeNull();
    } else if (value instanceof String text) {
      out.writeString(text);
    } else if (value instanceof Integer number) {
      out.writeNumber(number);
    } else if (value instanceof Long number) {
      out.writeNumber(number);
    } else if (value instanceof Boolean truth) {
      out.writeBoolean(truth);
    } else {
      out.writeRawValue(others.apply(value));
    }
  }
}
