package dev.repostore.mcp;

import dev.repostore.InvalidRequestException;
import dev.repostore.Secret;
import dev.repostore.Token;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tokens that were made for an agent, kept here: it gets a handle, which opens nothing. Of more
 * than a thousand the oldest are forgotten, though not revoked. Thread-safe.
 */
final class Handles {

  /** What every handle begins with. */
  static final String PREFIX = "handle_";

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

  private final boolean revealed;
  private final Map<String, Kept> kept = new LinkedHashMap<>();
  private final Set<List<String>> revoked = new LinkedHashSet<>();

  /**
   * None yet.
   *
   * @param revealed whether the tokens are shown as well, and so may stand for themselves
   */
  Handles(boolean revealed) {
    this.revealed = revealed;
  }

  /** Keeps a token and names it. */
  synchronized String keep(String store, String repo, Token token) {
    if (kept.size() >= MOST) {
      kept.remove(kept.keySet().iterator().next());
    }
    byte[] id = new byte[9];
    new SecureRandom().nextBytes(id); // made here: Java's cryptography takes long to load
    String handle = PREFIX + HexFormat.of().formatHex(id);
    kept.put(handle, new Kept(store, repo, token));
    return handle;
  }

  /** The token a handle stands for, if it is that repo's. */
  Secret require(String handle, String store, String repo) {
    return find(handle, store, repo)
        .orElseThrow(() -> new InvalidRequestException(
            "token",
            "There is no such handle for the repo '" + repo
                + "'. Leave token out: a lease is made."))
        .secret();
  }

  /** One by its handle or its id, if it was made here for that repo. */
  synchronized Optional<Kept> find(String name, String store, String repo) {
    return kept.entrySet().stream()
        .filter(entry -> entry.getKey().equals(name)
            || name.equals(entry.getValue().token().id())
            || (revealed && name.equals(entry.getValue().secret().reveal())))
        .map(Map.Entry::getValue)
        .filter(one -> one.store().equals(store) && one.repo().equalsIgnoreCase(repo))
        .findFirst();
  }

  /** To be called when it was revoked. */
  synchronized void forget(Token token) {
    kept.entrySet().removeIf(entry -> {
      Kept one = entry.getValue();
      boolean gone = one.token().equals(token);
      if (gone) {
        if (revoked.size() >= MOST) {
          revoked.remove(revoked.iterator().next());
        }
        revoked.add(of(entry.getKey(), one.store(), one.repo()));
      }
      return gone;
    });
  }

  /** Whether a handle stood for a token of that repo, which was revoked. */
  synchronized boolean wasRevoked(String handle, String store, String repo) {
    return revoked.contains(of(handle, store, repo));
  }

  private static List<String> of(String handle, String store, String repo) {
    return List.of(handle, store, repo.toLowerCase(Locale.ROOT));
  }
}
