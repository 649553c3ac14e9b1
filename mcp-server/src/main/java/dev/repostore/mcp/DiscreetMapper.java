package dev.repostore.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import java.io.IOException;

/**
 * Says of what it could not read that it is malformed, and no more: the SDK writes into its log
 * what a mapper throws, and Jackson quotes what it was given. Thread-safe if the other one is.
 */
final class DiscreetMapper implements McpJsonMapper {

  private final McpJsonMapper mapper;

  DiscreetMapper(McpJsonMapper mapper) {
    this.mapper = mapper;
  }

  @Override
  public <T> T convertValue(Object value, Class<T> type) {
    try {
      return mapper.convertValue(value, type);
    } catch (IllegalArgumentException quoting) {
      throw malformed();
    }
  }

  @Override
  public <T> T convertValue(Object value, TypeRef<T> type) {
    try {
      return mapper.convertValue(value, type);
    } catch (IllegalArgumentException quoting) {
      throw malformed();
    }
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(Rpc.MALFORMED);
  }

  @Override
  public <T> T readValue(String text, Class<T> type) throws IOException {
    return mapper.readValue(text, type);
  }

  @Override
  public <T> T readValue(byte[] text, Class<T> type) throws IOException {
    return mapper.readValue(text, type);
  }

  @Override
  public <T> T readValue(String text, TypeRef<T> type) throws IOException {
    return mapper.readValue(text, type);
  }

  @Override
  public <T> T readValue(byte[] text, TypeRef<T> type) throws IOException {
    return mapper.readValue(text, type);
  }

  @Override
  public String writeValueAsString(Object value) throws IOException {
    return mapper.writeValueAsString(value);
  }

  @Override
  public byte[] writeValueAsBytes(Object value) throws IOException {
    return mapper.writeValueAsBytes(value);
  }
}
