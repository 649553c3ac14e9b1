package dev.repostore.host;

import dev.repostore.InvalidRequestException;
import dev.repostore.RepoStoreException;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The JSON object of a request, field by field; each complaint names the field and the reason. */
final class RestBody {

  static final RestBody NONE = new RestBody(Map.of());

  private static final int MAX_DEPTH = 64;
  private static final JsonParserFactory JSON =
      Json.createParserFactory(Map.of("org.eclipse.parsson.maxDepth", MAX_DEPTH));

  private final Map<String, JsonValue> fields;

  private RestBody(Map<String, JsonValue> fields) {
    this.fields = fields;
  }

  static RestBody parse(byte[] bytes) {
    String text = Percent.utf8(ByteBuffer.wrap(bytes))
        .orElseThrow(() -> whole("The body is not valid UTF-8; JSON must be."));
    if (text.isBlank()) {
      throw whole(
          "The body is empty; a JSON object is needed, such as {\"name\":\"starter-repo\"}.");
    }
    try (JsonParser parser = JSON.createParser(new StringReader(text))) {
      return new RestBody(fields(parser));
    } catch (JsonParsingException malformed) {
      throw whole("The body is not valid JSON: there is a mistake at line "
          + malformed.getLocation().getLineNumber() + ", column "
          + malformed.getLocation().getColumnNumber() + ".");
    } catch (RepoStoreException complaint) {
      throw complaint;
    } catch (JsonException | IllegalStateException | NoSuchElementException broken) {
      throw whole("The body is not valid JSON.");
    } catch (ArithmeticException | UnsupportedOperationException | NumberFormatException absurd) {
      throw whole("The body has a number with too many digits.");
    } catch (RuntimeException deep) {
      // Parsson has no type of its own for this.
      throw whole("The body is nested more than " + MAX_DEPTH + " levels deep.");
    }
  }

  private static Map<String, JsonValue> fields(JsonParser parser) {
    if (parser.next() != JsonParser.Event.START_OBJECT) {
      throw whole("The body must be a JSON object; this is of type "
          + LiveText.typeOf(parser.getValue()) + ".");
    }
    Map<String, JsonValue> fields = new HashMap<>();
    while (parser.next() == JsonParser.Event.KEY_NAME) {
      String field = parser.getString();
      parser.next();
      if (fields.put(field, parser.getValue()) != null) {
        String message = "The body has the field '" + Printable.of(field)
            + "' twice; it would not be clear which counts.";
        throw HostErrors.invalid(HostErrors.INVALID_INPUT, Printable.of(field), message);
      }
    }
    if (parser.hasNext()) {
      throw whole("The body has something after its JSON object; send the object alone.");
    }
    return fields;
  }

  /** A string; null if there is none. */
  @Nullable
  String text(String field) {
    JsonValue value = value(field);
    if (value == null) {
      return null;
    }
    if (!(value instanceof JsonString string)) {
      throw wrongType(field, "string", value);
    }
    String text = string.getString();
    if (text.indexOf(0) >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      String message =
          "The field '" + field + "' has a NUL or half a surrogate pair in it, which is not text.";
      throw invalid(field, message, message);
    }
    return text;
  }

  /** A boolean; {@code otherwise} if there is none. */
  boolean flag(String field, boolean otherwise) {
    JsonValue value = value(field);
    if (value == null) {
      return otherwise;
    }
    if (value != JsonValue.TRUE && value != JsonValue.FALSE) {
      throw wrongType(field, "boolean", value);
    }
    return value == JsonValue.TRUE;
  }

  /** A whole number, brought into the range of a long; empty if there is none. */
  OptionalLong number(String field) {
    JsonValue value = value(field);
    if (value == null) {
      return OptionalLong.empty();
    }
    if (!(value instanceof JsonNumber number)) {
      throw wrongType(field, "number", value);
    }
    BigDecimal exact = exact(field, number);
    if (exact.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) >= 0) {
      return OptionalLong.of(Long.MAX_VALUE);
    } else if (exact.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) <= 0) {
      return OptionalLong.of(Long.MIN_VALUE);
    } else if (exact.signum() != 0 && exact.stripTrailingZeros().scale() > 0) {
      throw invalid(
          field,
          "The field '" + field + "' must be a whole number; it has a fraction.",
          LiveText.NOT_WHOLE);
    }
    return OptionalLong.of(exact.longValue());
  }

  private static BigDecimal exact(String field, JsonNumber number) {
    try {
      return number.bigDecimalValue();
    } catch (ArithmeticException | UnsupportedOperationException | NumberFormatException absurd) {
      throw invalid(
          field,
          "The field '" + field + "' is a number with too many digits.",
          LiveText.expected("number", "NaN"));
    }
  }

  private @Nullable JsonValue value(String field) {
    JsonValue value = fields.get(field);
    return value == JsonValue.NULL ? null : value;
  }

  private static InvalidRequestException wrongType(String field, String type, JsonValue value) {
    String received = LiveText.typeOf(value);
    return invalid(
        field,
        "The field '" + field + "' must be a " + type + "; this is of type " + received + ".",
        LiveText.expected(type, received));
  }

  private static InvalidRequestException invalid(String field, String message, String live) {
    String words = switch (field) {
      case "name" -> LiveText.NAME_RULE;
      case "ttl" -> LiveText.TTL_RULE;
      default -> live;
    };
    return HostErrors.invalid(code(field), field, message, words);
  }

  private static int code(String field) {
    return switch (field) {
      case "name" -> HostErrors.INVALID_REPO_NAME;
      case "ttl" -> HostErrors.INVALID_TTL;
      default -> HostErrors.INVALID_INPUT;
    };
  }

  private static InvalidRequestException whole(String message) {
    return new InvalidRequestException(null, message);
  }
}
