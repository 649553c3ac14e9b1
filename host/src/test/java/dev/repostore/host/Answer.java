package dev.repostore.host;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** A response of the REST API, taken apart. */
record Answer(HttpResponse<byte[]> http) {

  int status() {
    return http.statusCode();
  }

  String text() {
    return new String(http.body(), StandardCharsets.UTF_8);
  }

  String header(String name) {
    return http.headers().firstValue(name).orElse(null);
  }

  JsonObject json() {
    try (JsonReader reader = Json.createReader(new StringReader(text()))) {
      return reader.readObject();
    }
  }

  JsonObject result() {
    return json().getJsonObject("result");
  }

  JsonArray results() {
    return json().getJsonArray("result");
  }

  JsonObject info() {
    return json().getJsonObject("result_info");
  }

  JsonObject error() {
    return json().getJsonArray("errors").getJsonObject(0);
  }

  int code() {
    return error().getInt("code");
  }

  String message() {
    return error().getString("message");
  }

  /** What the error points at; null if nothing. */
  String pointer() {
    JsonObject source = error().getJsonObject("source");
    return source == null ? null : source.getString("pointer");
  }
}
