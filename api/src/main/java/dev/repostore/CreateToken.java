package dev.repostore;

import java.time.Duration;
import java.util.Objects;

/**
 * A request for a token that lets Git into one repo. Start with {@link #read()} or
 * {@link #write()}.
 *
 * @param scope what it lets Git do
 * @param ttl how long it works: whole seconds, {@link #MIN_TTL} to {@link #MAX_TTL};
 *     {@link #DEFAULT_TTL} unless set
 */
public record CreateToken(Scope scope, Duration ttl) {

  /** One minute. */
  public static final Duration MIN_TTL = Duration.ofMinutes(1);
  /** 365 days. */
  public static final Duration MAX_TTL = Duration.ofDays(365);
  /** 24 hours. */
  public static final Duration DEFAULT_TTL = Duration.ofDays(1);

  /**
   * @throws InvalidRequestException with field {@code ttl} if it is out of bounds or has a fraction
   *     of a second
   */
  public CreateToken {
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(ttl, "ttl");
    if (ttl.compareTo(MIN_TTL) < 0
        || ttl.compareTo(MAX_TTL) > 0
        || !ttl.equals(Duration.ofSeconds(ttl.toSeconds()))) {
      throw new InvalidRequestException(
          "ttl",
          "The ttl is " + shown(ttl) + "; it must be between " + MIN_TTL.toSeconds() + " and "
              + MAX_TTL.toSeconds() + " seconds, in whole seconds.");
    }
  }

  /** In the unit the bounds are in. */
  private static String shown(Duration ttl) {
    return ttl.toNanosPart() == 0
        ? ttl.toSeconds() + " seconds"
        : ttl.toSeconds() + " seconds and a fraction";
  }

  /** A token to clone and fetch with, for 24 hours. */
  public static CreateToken read() {
    return new CreateToken(Scope.READ, DEFAULT_TTL);
  }

  /** A token to push with, for 24 hours. */
  public static CreateToken write() {
    return new CreateToken(Scope.WRITE, DEFAULT_TTL);
  }

  /** The same request for another lifetime. */
  public CreateToken withTtl(Duration ttl) {
    return new CreateToken(scope, ttl);
  }
}
