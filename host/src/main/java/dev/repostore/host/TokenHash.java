package dev.repostore.host;

import dev.repostore.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What is kept of a token's value: its SHA-256, compared in constant time. A token has 160 random
 * bits, so nothing slower is needed.
 */
final class TokenHash {

  private final byte[] bytes;

  TokenHash(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /** The hash of what stands before {@code ?expires=…}; the rest is for people and not trusted. */
  static TokenHash of(Secret value) {
    String text = value.reveal();
    int suffix = text.indexOf('?');
    String core = suffix < 0 ? text : text.substring(0, suffix);
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return new TokenHash(sha256.digest(core.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256.", impossible);
    }
  }

  byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenHash that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return ByteBuffer.wrap(bytes).getInt();
  }

  /** Tells nothing. */
  @Override
  public String toString() {
    return "TokenHash";
  }
}
