package dev.repostore.mcp;

import dev.repostore.InvalidRequestException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Closes a store's cursors to whoever carries them: they say where a page ended, which may be at a
 * repo outside the scope. Good for as long as the server runs. Thread-safe.
 */
final class CursorSeal {

  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private @Nullable SecretKeySpec key;

  /** Made at first use: a client waits for the start, and Java's cryptography takes its time. */
  private synchronized SecretKeySpec key() {
    if (key == null) {
      key = new SecretKeySpec(random(16), "AES");
    }
    return key;
  }

  private static byte[] random(int count) {
    byte[] bytes = new byte[count];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  String close(String cursor) {
    byte[] nonce = random(NONCE);
    byte[] text = cursor.getBytes(StandardCharsets.UTF_8);
    try {
      byte[] closed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(text);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              ByteBuffer.allocate(NONCE + closed.length).put(nonce).put(closed).array());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  String open(String closed) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(closed));
      byte[] nonce = new byte[NONCE];
      byte[] text = new byte[Math.max(0, bytes.remaining() - NONCE)];
      bytes.get(nonce).get(text);
      return new String(cipher(Cipher.DECRYPT_MODE, nonce).doFinal(text), StandardCharsets.UTF_8);
    } catch (GeneralSecurityException
        | IllegalArgumentException
        | java.nio.BufferUnderflowException forged) {
      throw new InvalidRequestException(
          "cursor", "This is no cursor of this list. Begin without one.");
    }
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key(), new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }
}
