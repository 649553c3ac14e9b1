package dev.repostore.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The protocol's JSON. */
final class Json {

  /** What the SDK is given to write and read with. */
  static final McpJsonMapper MAPPER =
      new DiscreetMapper(new JacksonMcpJsonMapper(JsonMapper.shared()));

  private static final TypeRef<Map<String, Object>> OBJECT = new TypeRef<>() {};

  private static final JsonMapper SORTED = JsonMapper.builder()
      .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
      .build();

  private Json() {}

  /**
   * An object as a map.
   *
   * @throws IOException if it is no object, or no JSON
   */
  static Map<String, Object> object(byte[] text) throws IOException {
    Map<String, Object> object = MAPPER.readValue(text, OBJECT);
    if (object == null) {
      throw new IOException("null is no object");
    }
    return object;
  }

  static Map<String, Object> object(Object value) {
    return MAPPER.convertValue(value, OBJECT);
  }

  static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** The same bytes for the same fields, in whatever order they came. */
  static byte[] sorted(Object value) {
    return SORTED.writeValueAsBytes(value);
  }

  static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
