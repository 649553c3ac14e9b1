package dev.repostore.host;

import dev.repostore.InvalidRequestException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request, field by field. Where a field is given twice the first counts; fields
 * nobody asks for are ignored, whatever is in them.
 */
final class RestQuery {

  private final Map<String, String> fields;

  private RestQuery(Map<String, String> fields) {
    this.fields = fields;
  }

  static RestQuery of(@Nullable String raw) {
    if (raw == null || raw.isEmpty()) {
      return new RestQuery(Map.of());
    }
    Map<String, String> fields = new HashMap<>();
    for (String field : raw.split("&", -1)) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        fields.putIfAbsent(field.substring(0, equals), field.substring(equals + 1));
      }
    }
    return new RestQuery(fields);
  }

  boolean has(String field) {
    return fields.containsKey(field);
  }

  /** The field's text; null if it was not given. */
  @Nullable
  String text(String field) {
    String raw = fields.get(field);
    if (raw == null) {
      return null;
    }
    return Percent.decode(raw, true)
        .orElseThrow(() -> HostErrors.invalid(
            HostErrors.INVALID_INPUT,
            field,
            "The query field '" + field
                + "' is not text: a '%' must be followed by two hex digits, the bytes must be UTF-8, "
                + "and control characters are not allowed."));
  }

  /** The field's text, which must have been given. */
  String required(String field) {
    String text = text(field);
    if (text == null || text.isEmpty()) {
      throw HostErrors.invalid(
          HostErrors.INVALID_INPUT,
          field,
          "The query field '" + field + "' is needed; none was given.",
          LiveText.expected("string", "undefined"));
    }
    return text;
  }

  /** A whole number, at least {@code least}, at most {@code most}. */
  int number(String field, int otherwise, int least, int most) {
    String text = text(field);
    if (text == null) {
      return otherwise;
    }
    String must = "The query field '" + field + "' must be a whole number from " + least + " to "
        + most + ".";
    if (!text.matches("[+-]?\\d{1,400}(\\.\\d{1,400})?")) {
      throw invalid(field, must, LiveText.expected("number", "NaN"));
    }
    double value = Double.parseDouble(text);
    if (value != Math.rint(value)) {
      throw invalid(field, must, LiveText.NOT_WHOLE);
    } else if (value < least) {
      throw invalid(field, must, least == 0 ? LiveText.NEGATIVE : LiveText.TOO_SMALL);
    } else if (value > most) {
      throw invalid(field, must, LiveText.tooBig(most));
    }
    return (int) value;
  }

  /** One of a few words. */
  String option(String field, List<String> options, String otherwise) {
    String text = text(field);
    if (text != null && !options.contains(text)) {
      throw invalid(
          field,
          "The query field '" + field + "' must be one of " + String.join(", ", options) + ".",
          LiveText.option(options));
    }
    return text == null ? otherwise : text;
  }

  private static InvalidRequestException invalid(String field, String message, String live) {
    return HostErrors.invalid(HostErrors.INVALID_INPUT, field, message, live);
  }
}
