package dev.repostore.artifacts;

import dev.repostore.Secret;
import jakarta.json.Json;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.config.PropertyNamingStrategy;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The records of {@link ArtifactsWire} as JSON, and back. */
final class ArtifactsJson {

  private static final Jsonb JSON = JsonbBuilder.create(new JsonbConfig()
      .withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES)
      .withAdapters(new SecretText()));
  private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

  private ArtifactsJson() {}

  static byte[] write(Object request) {
    return JSON.toJson(request).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Empty if {@code text} is not JSON of that kind. Why not is not told: the parser's words quote
   * what it read, which may be a token.
   */
  static <T> Optional<T> read(String text, Class<T> kind) {
    try {
      checkWhole(text);
      return Optional.ofNullable(JSON.fromJson(text, kind));
    } catch (RuntimeException notThat) {
      return Optional.empty();
    }
  }

  /**
   * Reads to the end once before anything is made of it. Where an unknown field is passed over, the
   * parser would look for the end of a cut-off text for ever (eclipse-ee4j/parsson issue 23).
   */
  private static void checkWhole(String text) {
    try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
      while (parser.hasNext()) {
        parser.next();
      }
    }
  }

  /** Keeps tokens out of every record's {@code toString()} from the moment they are read. */
  public static final class SecretText implements JsonbAdapter<Secret, String> {
    @Override
    public String adaptToJson(Secret secret) {
      return secret.reveal();
    }

    @Override
    public Secret adaptFromJson(String text) {
      return Secret.of(text);
    }
  }
}
