package dev.repostore.host;

import jakarta.json.JsonValue;

/**
 * The words the live service uses for a field it cannot take (they are those of the zod library).
 */
final class LiveText {

  static final String NAME_RULE =
      "Invalid string: must match pattern /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/";
  static final String BRANCH_RULE =
      "Invalid string: must match pattern /^[a-zA-Z0-9][a-zA-Z0-9._/-]*$/";
  static final String ID_RULE = "Invalid string: must match pattern /^[0-9a-z]{16}$/";
  static final String NAMESPACE_RULE = "Invalid namespace name";
  static final String TTL_RULE = "ttl must be between 60 and 31536000 seconds";
  static final String URL_RULE = "must be an HTTPS git remote URL";
  static final String TOO_SMALL = "Too small: expected number to be >0";
  static final String NEGATIVE = "Too small: expected number to be >=0";
  static final String NOT_WHOLE = "Invalid input: expected int, received number";

  private LiveText() {}

  static String tooBig(long most) {
    return "Too big: expected number to be <=" + most;
  }

  static String expected(String type, String received) {
    return "Invalid input: expected " + type + ", received " + received;
  }

  static String option(Iterable<String> options) {
    return "Invalid option: expected one of \"" + String.join("\"|\"", options) + "\"";
  }

  /** What JavaScript calls the type of a value. */
  static String typeOf(JsonValue value) {
    return switch (value.getValueType()) {
      case ARRAY -> "array";
      case OBJECT -> "object";
      case STRING -> "string";
      case NUMBER -> "number";
      case TRUE, FALSE -> "boolean";
      case NULL -> "null";
    };
  }
}
