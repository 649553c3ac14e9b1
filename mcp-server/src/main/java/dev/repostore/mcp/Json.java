package dev.repostore.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The protocol's JSON: the SDK's types by Jackson's mapper, all else by {@link JsonTree}. */
final class Json {

  private Json() {}

  /** Loaded when it is first needed: that takes its time. */
  private static final class Mapping {

    private static final TypeRef<Map<String, Object>> OBJECT = new TypeRef<>() {};

    private static final McpJsonMapper MAPPER =
        new DiscreetMapper(new JacksonMcpJsonMapper(JsonMapper.shared()));

    private static final JsonMapper SORTED = JsonMapper.builder()
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .build();
  }

  /** What the SDK is given to write and read with. */
  static McpJsonMapper mapper() {
    return Mapping.MAPPER;
  }

  /**
   * An object as a map.
   *
   * @throws IOException if it is no object, or no JSON
   */
  static Map<String, Object> object(byte[] text) throws IOException {
    return JsonTree.object(text);
  }

  static Map<String, Object> object(Object value) {
    return mapper().convertValue(value, Mapping.OBJECT);
  }

  static byte[] bytes(Object value) {
    try {
      return value instanceof Map
          ? JsonTree.bytes(value, Json::mapped)
          : mapper().writeValueAsBytes(value);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** The same bytes for the same fields, in whatever order they came. */
  static byte[] sorted(Object value) {
    return Mapping.SORTED.writeValueAsBytes(value);
  }

  static String text(Object value) {
    return value instanceof Map ? JsonTree.text(value, Json::mapped) : mapped(value);
  }

  private static String mapped(Object value) {
    try {
      return mapper().writeValueAsString(value);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
