package dev.repostore.artifacts;

import dev.repostore.Scope;
import dev.repostore.Secret;
import dev.repostore.Token;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tokens this store has handed out, the newest {@value #MOST}: the host tells a token's value
 * once and never finds one by it. Values are kept as hashes. Thread-safe.
 */
final class Minted {

  static final int MOST = 10_000;

  private final Map<String, Entry> byValue = new Bounded<>();
  private final Map<String, String> repoById = new Bounded<>();

  /**
   * A token as it is remembered.
   *
   * @param repo in lower case
   * @param id null where the host did not tell it
   */
  record Entry(String repo, @Nullable String id, Scope scope, Instant expiresAt) {

    boolean of(String name) {
      return repo.equals(key(name));
    }
  }

  synchronized Token remember(String repo, Token token) {
    Entry entry = new Entry(key(repo), token.id(), token.scope(), token.expiresAt());
    byValue.put(hash(token.secret()), entry);
    if (token.id() != null) {
      repoById.put(token.id(), entry.repo());
    }
    return token;
  }

  synchronized Optional<Entry> find(Secret value) {
    return Optional.ofNullable(byValue.get(hash(value)));
  }

  /** Whether this token was made here, for that repo. */
  synchronized boolean has(String repo, String id) {
    return key(repo).equals(repoById.get(id));
  }

  /** Whether this token was made here, with its value and id known. */
  synchronized boolean knows(String id) {
    return repoById.containsKey(id);
  }

  private static String key(String repo) {
    return repo.toLowerCase(Locale.ROOT);
  }

  /** Of the part before any {@code ?expires=}, which is the secret. */
  private static String hash(Secret value) {
    String secret = value.reveal();
    int suffix = secret.indexOf('?');
    String part = suffix < 0 ? secret : secret.substring(0, suffix);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(part.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  private static final class Bounded<V> extends LinkedHashMap<String, V> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
      return size() > MOST;
    }
  }
}
