package dev.repostore;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A credential that does not print itself: {@link #toString()} is always {@code ***}, so a record,
 * a log line or a shell that shows one gives nothing away. {@link #reveal()} is the only way in,
 * and easy to search for.
 *
 * <p>Equality compares the values in constant time. Immutable and thread-safe.
 */
public final class Secret {

  private static final String MASK = "***";

  /** What follows three stars is no part of a credential, as in a record that has a secret. */
  private static final String NOT_MASKED = "(?!\\*{3}(?:[,;)\\]}&\\s\"']|$))";

  /**
   * Repo tokens of either generation, API tokens of the embedded host, and whatever follows an
   * authorization scheme or a password parameter.
   */
  private static final Pattern SECRETS =
      Pattern.compile("art_v\\d+_[0-9A-Za-z_]*(?:\\?expires=\\d*)?"
          + "|repostore_[0-9a-f]{16,}"
          + "|(?<=(?i:bearer|basic)\\s)(?!(?i:realm=))[A-Za-z0-9._~+/=?-]{6,}"
          + "|(?<=://)[^/@\\s\"']+(?=@)"
          + "|(?<=(?i:token|password|secret|api-token|access_token)=)" + NOT_MASKED
          + "[^&\\s\"']+");

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /**
   * Wraps a credential.
   *
   * @throws InvalidRequestException if {@code value} is blank, or has a line break or another
   *     control character in it: such a value cannot travel in a header
   */
  public static Secret of(String value) {
    Objects.requireNonNull(value, "value");
    if (value.isBlank() || value.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidRequestException(
          "credential",
          "The credential is empty or has a control character in it (a line break, perhaps). Pass the value alone.");
    }
    return new Secret(value);
  }

  /**
   * The credential itself. Hand it to a header or an input stream only: never to a URL, an argument
   * list or a log.
   */
  public String reveal() {
    return value;
  }

  /**
   * {@code text} with everything that looks like a credential replaced by {@code ***}; for text a
   * host has sent.
   */
  public static String mask(String text) {
    return isPlain(text) ? text : SECRETS.matcher(text).replaceAll(MASK);
  }

  /**
   * Whether no pattern can match: much faster than to try them, and true of most lines of a log.
   */
  private static boolean isPlain(String text) {
    for (int at = 0; at < text.length(); at++) {
      char next = text.charAt(at);
      if (next <= ' ' || next == '=' || next == '@') {
        return false;
      }
    }
    return !text.contains("art_v");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** Always {@code ***}. */
  @Override
  public String toString() {
    return MASK;
  }
}
