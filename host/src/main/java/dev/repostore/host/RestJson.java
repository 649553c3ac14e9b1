package dev.repostore.host;

import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the API's JSON. By generator, not by object mapping: the mapping library takes 300 ms to
 * get going, a third of the time a server has until its first answer.
 */
final class RestJson {

  private static final JsonGeneratorFactory FACTORY = Json.createGeneratorFactory(Map.of());

  private RestJson() {}

  /** An object whose fields {@code fields} writes. */
  static byte[] object(Consumer<JsonGenerator> fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      fields.accept(json);
      json.writeEnd();
    }
    return bytes.toByteArray();
  }

  /** A successful answer whose result is an object of those fields. */
  static JsonReply result(int status, Consumer<JsonGenerator> fields) {
    return new JsonReply(status, object(json -> {
      json.writeStartObject("result");
      fields.accept(json);
      json.writeEnd();
      close(json);
    }));
  }

  /** A successful list, each row an object, and where in the whole list it stands. */
  static <T> JsonReply list(Iterable<T> rows, RowWriter<T> writer, @Nullable PageInfo info) {
    return new JsonReply(200, object(json -> {
      json.writeStartArray("result");
      for (T row : rows) {
        json.writeStartObject();
        writer.write(json, row);
        json.writeEnd();
      }
      json.writeEnd();
      close(json);
      if (info != null) {
        json.writeStartObject("result_info");
        info.write(json);
        json.writeEnd();
      }
    }));
  }

  static void write(JsonGenerator json, String key, @Nullable String value) {
    if (value == null) {
      json.writeNull(key);
    } else {
      json.write(key, value);
    }
  }

  private static void close(JsonGenerator json) {
    json.write("success", true);
    json.writeStartArray("errors").writeEnd();
    json.writeStartArray("messages").writeEnd();
  }

  /** Writes the fields of one row. */
  interface RowWriter<T> {
    void write(JsonGenerator json, T row);
  }
}
