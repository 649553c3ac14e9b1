package dev.repostore.cli;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;

/** Reads what a command printed as JSON. */
final class Json {

  private Json() {}

  /** The one object a text is. */
  static JsonObject of(String text) {
    try (JsonReader reader = jakarta.json.Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
