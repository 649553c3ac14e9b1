package dev.repostore.bench;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;

/** Reads answers of the REST API. */
final class Json {
  private Json() {}

  /** A field of the envelope's result. */
  static String text(String envelope, String field) {
    try (JsonReader reader = jakarta.json.Json.createReader(new StringReader(envelope))) {
      JsonObject result = reader.readObject().getJsonObject("result");
      return result.getString(field);
    }
  }

  /** The cursor of a list's next page; empty at its end. */
  static String cursor(String envelope) {
    try (JsonReader reader = jakarta.json.Json.createReader(new StringReader(envelope))) {
      JsonObject page = reader.readObject().getJsonObject("result_info");
      return page.getString("cursor", "");
    }
  }
}
