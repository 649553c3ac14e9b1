package dev.repostore.host;

import java.security.SecureRandom;

/** Ids of repos and tokens, and what tokens are made of; nobody can guess the next. */
final class Ids {

  private static final String LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
  private static final int LENGTH = 16;
  // The largest multiple of 36 a byte can hold: values beyond it would favour the first letters.
  private static final int FAIR = 252;

  private final SecureRandom random = new SecureRandom();

  /** 16 characters of {@code [0-9a-z]}. */
  String next() {
    StringBuilder id = new StringBuilder(LENGTH);
    byte[] bytes = new byte[LENGTH + 4];
    while (id.length() < LENGTH) {
      random.nextBytes(bytes);
      for (int i = 0; i < bytes.length && id.length() < LENGTH; i++) {
        int value = bytes[i] & 0xff;
        if (value < FAIR) {
          id.append(LETTERS.charAt(value % LETTERS.length()));
        }
      }
    }
    return id.toString();
  }

  /** That many random bytes. */
  byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
