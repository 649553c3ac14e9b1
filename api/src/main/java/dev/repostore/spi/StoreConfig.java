package dev.repostore.spi;

import dev.repostore.InvalidRequestException;
import dev.repostore.Secret;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a driver is asked to open: a store's URL, parsed once, and its credential, which is never
 * part of the URL.
 *
 * @param driver the driver's name, in lower case
 * @param target what stands between the driver's name and the options; may be empty
 * @param options by name, percent-decoded
 * @param credential what opens the store; null where none was given (the driver may look in the
 *     environment)
 * @param clock what time it is; a test passes its own
 */
public record StoreConfig(
    String driver,
    String target,
    Map<String, String> options,
    @Nullable Secret credential,
    Clock clock) {

  /** Copies {@code options}. */
  public StoreConfig {
    Objects.requireNonNull(driver, "driver");
    Objects.requireNonNull(target, "target");
    options = Map.copyOf(options);
    Objects.requireNonNull(clock, "clock");
  }

  /**
   * Parses {@code repostore:DRIVER:TARGET?option=value&…}; see
   * {@link dev.repostore.RepoStores#open(String)}.
   */
  public static StoreConfig parse(String url, @Nullable Secret credential) {
    return StoreUrl.parse(url, credential, Clock.systemUTC());
  }

  /** The value of an option, if it was given. */
  public Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /**
   * Refuses options the driver does not know, which are most often misspelled.
   *
   * @throws InvalidRequestException naming the first unknown option and all known ones
   */
  public void requireOptions(String... known) {
    Set<String> unknown = new TreeSet<>(options.keySet());
    unknown.removeAll(Set.of(known));
    if (!unknown.isEmpty()) {
      String first = unknown.iterator().next();
      throw new InvalidRequestException(
          first,
          "The driver '" + driver + "' has no option '" + first + "'. It has: "
              + (known.length == 0 ? "none" : String.join(", ", new TreeSet<>(Set.of(known))))
              + ".");
    }
  }

  /** The same with another clock. */
  public StoreConfig withClock(Clock clock) {
    return new StoreConfig(driver, target, options, credential, clock);
  }
}
