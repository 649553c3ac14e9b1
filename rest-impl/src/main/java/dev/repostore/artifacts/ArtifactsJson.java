package dev.repostore.artifacts;

import dev.repostore.Secret;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.config.PropertyNamingStrategy;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The records of {@link ArtifactsWire} as JSON, and back. */
final class ArtifactsJson {

  private static @Nullable Jsonb json;

  private ArtifactsJson() {}

  /** Made when first needed, and not with the class: what fails once may be tried again. */
  private static synchronized Jsonb json() {
    Jsonb known = json;
    if (known == null) {
      known = JsonbBuilder.create(new JsonbConfig()
          .withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES)
          .withAdapters(new SecretText()));
      json = known;
    }
    return known;
  }

  /**
   * Gets ready to read and write. Who needs that before it is done waits for it, as he would have
   * to anyway.
   */
  static void prepare() {
    json();
  }

  /** Gets ready to read answers of a kind, which the library has to look at once. */
  static synchronized void prepare(Class<?> kind) {
    json().fromJson("{}", kind);
  }

  static byte[] write(Object request) {
    return json().toJson(request).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Empty if {@code text} is not JSON of that kind. Why not is not told: the parser's words quote
   * what it read, which may be a token.
   */
  static <T> Optional<T> read(String text, Class<T> kind) {
    Jsonb known = json(); // that there is none has nothing to do with the text
    try {
      return isClosed(text) ? Optional.ofNullable(known.fromJson(text, kind)) : Optional.empty();
    } catch (RuntimeException notThat) {
      return Optional.empty();
    }
  }

  /**
   * Whether every bracket and quote is closed. Where it passes over an unknown field, the parser
   * would look for the end of a cut-off text for ever (eclipse-ee4j/parsson issue 23).
   */
  private static boolean isClosed(String text) {
    StringBuilder open = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        i += c == '\\' ? 1 : 0;
        quoted = c != '"';
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{' || c == '[') {
        open.append(c == '{' ? '}' : ']');
      } else if (c == '}' || c == ']') {
        int last = open.length() - 1;
        if (last < 0 || open.charAt(last) != c) {
          return false;
        }
        open.setLength(last);
      }
    }
    return !quoted && open.isEmpty();
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
