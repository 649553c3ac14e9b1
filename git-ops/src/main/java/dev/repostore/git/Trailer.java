package dev.repostore.git;

import dev.repostore.InvalidRequestException;
import java.util.regex.Pattern;

/**
 * A line at the end of a commit's message, {@code key: value}.
 *
 * @param key letters, digits and dashes
 * @param value one line
 */
public record Trailer(String key, String value) {

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9-]+");

  /** @throws InvalidRequestException with field {@code key} or {@code value} if one is malformed */
  public Trailer {
    if (!KEY.matcher(key).matches()) {
      throw new InvalidRequestException(
          "key",
          "The trailer's key '" + PathRule.printable(key)
              + "' is malformed. Use letters, digits and dashes, as in Co-authored-by.");
    }
    if (value.isBlank() || value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
      throw new InvalidRequestException(
          "value", "The value of the trailer '" + key + "' is not one line. Make it one.");
    }
  }

  /** The line. */
  @Override
  public String toString() {
    return key + ": " + value.strip();
  }
}
