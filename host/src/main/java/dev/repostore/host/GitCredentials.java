package dev.repostore.host;

import dev.repostore.InvalidRequestException;
import dev.repostore.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The token in an {@code Authorization} header: what follows {@code Bearer}, or the password of
 * {@code Basic}, whoever the user is said to be. A token in the place of the user name is none.
 */
final class GitCredentials {

  private static final Pattern TOKEN = Pattern.compile("art_v\\d+_[0-9A-Za-z_]+(\\?expires=\\d*)?");

  private GitCredentials() {}

  /** The token, or empty if the header is missing or holds none. */
  static Optional<Secret> in(@Nullable String authorization) {
    if (authorization == null) {
      return Optional.empty();
    }
    String[] parts = authorization.strip().split("\\s+", 2);
    if (parts.length < 2) {
      return Optional.empty();
    }
    return switch (parts[0].toLowerCase(Locale.ROOT)) {
      case "bearer" -> secret(parts[1]);
      case "basic" -> password(parts[1]);
      default -> Optional.empty();
    };
  }

  private static Optional<Secret> password(String encoded) {
    String pair;
    try {
      pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    int colon = pair.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    String password = pair.substring(colon + 1);
    boolean misplaced = TOKEN.matcher(pair.substring(0, colon)).matches()
        && !TOKEN.matcher(password).matches();
    return misplaced ? Optional.empty() : secret(password);
  }

  private static Optional<Secret> secret(String value) {
    try {
      return Optional.of(Secret.of(value));
    } catch (InvalidRequestException blankOrControl) {
      return Optional.empty();
    }
  }
}
