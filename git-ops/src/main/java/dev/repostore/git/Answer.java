package dev.repostore.git;

import dev.repostore.Secret;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * An answer of a remote that was no success.
 *
 * @param status the HTTP status
 * @param text what it said, made harmless; may be empty
 * @param retryAfter how long it asks to wait; null if it does not say
 */
record Answer(int status, String text, @Nullable Duration retryAfter) {

  private static final int LONGEST_TEXT = 300;

  static Answer of(int status, String body, @Nullable String retryAfter) {
    return new Answer(status, plain(body), wait(retryAfter));
  }

  /** One short line without control characters and credentials. */
  static String plain(String text) {
    String line =
        Secret.mask(text).replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ").strip();
    if (line.startsWith("<")) {
      return ""; // A page for people who look at it in a browser.
    }
    return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
  }

  /** Seconds, or a date. */
  private static @Nullable Duration wait(@Nullable String header) {
    if (header == null) {
      return null;
    }
    try {
      if (header.chars().allMatch(Character::isDigit)) {
        return Duration.ofSeconds(Integer.parseInt(header));
      }
      Instant until =
          ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(Instant.now(), until);
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (NumberFormatException | DateTimeException nonsense) {
      return null;
    }
  }
}
