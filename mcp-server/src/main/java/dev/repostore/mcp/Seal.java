package dev.repostore.mcp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * State that a client keeps for us between two calls: it can be read by the client, but it is good
 * only as it was given, for the same request, once, for a few minutes, in this process.
 * Thread-safe.
 */
final class Seal {

  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final int MOST_USED = 10_000;
  private static final String HMAC = "HmacSHA256";

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec key = new SecretKeySpec(bytes(32), HMAC);
  private final Map<String, Instant> used = new LinkedHashMap<>();

  Seal(Clock clock) {
    this.clock = clock;
  }

  /** The state as the client gets it. */
  String close(Map<String, String> state, Object request) {
    Map<String, Object> held = Map.of(
        "request", digest(request),
        "until", clock.instant().plus(LIFE).toEpochMilli(),
        "once", HexFormat.of().formatHex(bytes(12)),
        "state", state);
    byte[] text = Json.bytes(held);
    return encoded(text) + "." + encoded(mac(text));
  }

  /** What was closed for this request; null if it is not to be trusted. Not good again. */
  @Nullable
  Map<String, String> open(String closed, Object request) {
    Map<String, Object> held = verified(closed);
    if (held == null
        || !digest(request).equals(held.get("request"))
        || !(held.get("until") instanceof Number until)
        || !(held.get("state") instanceof Map<?, ?> state)
        || !isFirstUse(String.valueOf(held.get("once")), Instant.ofEpochMilli(until.longValue()))) {
      return null;
    }
    Map<String, String> opened = new LinkedHashMap<>();
    state.forEach((name, value) -> opened.put(String.valueOf(name), String.valueOf(value)));
    return opened;
  }

  /** Of anything that can be written as JSON; the order of fields does not matter. */
  static String digest(Object value) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(Json.sorted(value)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private @Nullable Map<String, Object> verified(String closed) {
    int dot = closed.indexOf('.');
    if (dot < 0) {
      return null;
    }
    try {
      byte[] text = Base64.getUrlDecoder().decode(closed.substring(0, dot));
      byte[] mac = Base64.getUrlDecoder().decode(closed.substring(dot + 1));
      return MessageDigest.isEqual(mac, mac(text)) ? Json.object(text) : null;
    } catch (IllegalArgumentException | IOException forged) {
      return null;
    }
  }

  /** Forgets nothing that has not expired: when too much is kept, none is good for a while. */
  private synchronized boolean isFirstUse(String once, Instant until) {
    Instant now = clock.instant();
    used.values().removeIf(old -> !old.isAfter(now));
    return until.isAfter(now) && used.size() < MOST_USED && used.putIfAbsent(once, until) == null;
  }

  private byte[] mac(byte[] text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac.doFinal(text);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String encoded(byte[] bytes) {
    byte[] text = Base64.getUrlEncoder().withoutPadding().encode(bytes);
    return new String(text, StandardCharsets.US_ASCII);
  }
}
