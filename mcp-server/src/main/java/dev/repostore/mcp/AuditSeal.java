package dev.repostore.mcp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the audit and the hash that seals it: over the hash of the line before and the line's
 * own text. Changing, removing, adding or swapping lines breaks the chain from there on.
 *
 * @param number the line's, from 1; 0 before the first
 * @param hash 64 hex digits
 * @param line as it is written, without its end
 */
record AuditSeal(long number, String hash, String line) {

  /** Before the first line. */
  static final AuditSeal FIRST = new AuditSeal(0, "0".repeat(64), "");

  private static final Pattern SEALED =
      Pattern.compile("(\\{\"seq\":([0-9]{1,18}),.*),\"hash\":\"([0-9a-f]{64})\"\\}");

  /** The next line, from a JSON object that begins with its number. */
  AuditSeal next(String object) {
    String text = object.substring(0, object.length() - 1);
    String sealed = hash(hash, text);
    return new AuditSeal(number + 1, sealed, text + ",\"hash\":\"" + sealed + "\"}");
  }

  /** A line that was written, if it is sealed by the one before. */
  Optional<AuditSeal> check(String written) {
    Matcher matcher = SEALED.matcher(written);
    if (!matcher.matches()
        || Long.parseLong(matcher.group(2)) != number + 1
        || !matcher.group(3).equals(hash(hash, matcher.group(1)))) {
      return Optional.empty();
    }
    return Optional.of(new AuditSeal(number + 1, matcher.group(3), written));
  }

  /** What a line says of itself, whether that is so or not. */
  static Optional<AuditSeal> claimed(String written) {
    Matcher matcher = SEALED.matcher(written);
    return matcher.matches()
        ? Optional.of(new AuditSeal(Long.parseLong(matcher.group(2)), matcher.group(3), written))
        : Optional.empty();
  }

  private static String hash(String before, String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(before.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
