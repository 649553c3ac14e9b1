package dev.repostore.artifacts;

import dev.repostore.Secret;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code ?expires=SECONDS} at the end of a token. */
final class TokenSuffix {

  private static final Pattern SUFFIX = Pattern.compile("\\?expires=([0-9]{1,11})$");

  private TokenSuffix() {}

  /** When the token says it expires; anybody can change that, and the host does not look at it. */
  static Optional<Instant> expiry(Secret token) {
    Matcher suffix = SUFFIX.matcher(token.reveal());
    return suffix.find()
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(suffix.group(1))))
        : Optional.empty();
  }
}
