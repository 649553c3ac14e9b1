package dev.repostore;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The tokens a view has handed out and may take back; forgets those that have run out. */
final class MintedTokens {

  private final Map<Object, Instant> byIdOrValue = new ConcurrentHashMap<>();

  Token remember(Token token) {
    Instant now = Instant.now();
    byIdOrValue.values().removeIf(now::isAfter);
    if (token.id() != null) {
      byIdOrValue.put(token.id(), token.expiresAt());
    }
    byIdOrValue.put(token.secret(), token.expiresAt());
    return token;
  }

  boolean has(Object idOrValue) {
    return byIdOrValue.containsKey(idOrValue);
  }
}
