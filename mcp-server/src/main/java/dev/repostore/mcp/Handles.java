package dev.repostore.mcp;

import dev.repostore.Secret;
import dev.repostore.Token;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens that were made for an agent, kept here: it gets a handle, which opens nothing. Of more
 * than a thousand the oldest are forgotten, though not revoked. Thread-safe.
 */
final class Handles {

  private static final int MOST = 1000;

  /**
   * One token that is kept.
   *
   * @param store the store that made it
   * @param repo the repo it lets Git into
   */
  record Kept(String store, String repo, Token token) {
    Secret secret() {
      return token.secret();
    }
  }

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Kept> kept = new LinkedHashMap<>();

  /** Keeps a token and names it. */
  synchronized String keep(String store, String repo, Token token) {
    if (kept.size() >= MOST) {
      kept.remove(kept.keySet().iterator().next());
    }
    byte[] id = new byte[9];
    random.nextBytes(id);
    String handle = "handle_" + HexFormat.of().formatHex(id);
    kept.put(handle, new Kept(store, repo, token));
    return handle;
  }

  synchronized Optional<Kept> find(String handle) {
    return Optional.ofNullable(kept.get(handle));
  }

  synchronized void forget(String handle) {
    kept.remove(handle);
  }
}
