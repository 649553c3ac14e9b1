package dev.repostore;

import dev.repostore.spi.RepoStoreDriver;
import dev.repostore.spi.StoreConfig;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The way in: opens stores by URL.
 *
 * <pre>{@code
 * repostore : local     : /srv/repos ? namespace=team
 * repostore : artifacts : ACCOUNT/NAMESPACE
 *             driver      target       options
 * }</pre>
 *
 * The driver's name decides who opens it; target and options are the driver's own and are
 * percent-decoded. A credential never belongs in the URL. Drivers are found with
 * {@link ServiceLoader} at every call: nothing is kept. Thread-safe.
 */
public final class RepoStores {

  /** A loader that fails at every step would have us ask it forever. */
  private static final int MOST_FAILURES = 100;

  private RepoStores() {}

  /**
   * Opens a store whose driver needs no credential or finds it in the environment.
   *
   * @throws InvalidRequestException with field {@code url} if it is malformed, has a credential in
   *     it, or names a driver that is not there (the message lists those that are) or that two
   *     classes claim
   */
  public static RepoStore open(String url) {
    return open(StoreConfig.parse(url, null));
  }

  /** As {@link #open(String)}, with the credential that opens the store. */
  public static RepoStore open(String url, Secret credential) {
    return open(StoreConfig.parse(url, credential));
  }

  /** The names of the drivers that are there, in alphabetical order. */
  public static List<String> drivers() {
    return List.copyOf(byName(load()).keySet());
  }

  private static RepoStore open(StoreConfig config) {
    Found found = load();
    List<RepoStoreDriver> named = byName(found).getOrDefault(config.driver(), List.of());
    if (named.size() == 1) {
      return named.get(0).open(config);
    }
    throw new InvalidRequestException(
        "url",
        named.isEmpty() ? missing(config, found) : clash(config, named),
        null,
        found.broken());
  }

  private static String missing(StoreConfig config, Found found) {
    List<String> names = List.copyOf(byName(found).keySet());
    return "There is no driver named '" + config.driver() + "' on the class path. "
        + (names.isEmpty() ? "There is no driver at all" : "There is: " + String.join(", ", names))
        + (found.broken() == null ? "" : ", and one that could not be loaded (see the cause)")
        + ". Add the driver's jar, or use the name of one that is there.";
  }

  private static String clash(StoreConfig config, List<RepoStoreDriver> named) {
    return "Two drivers call themselves '" + config.driver() + "': "
        + named.get(0).getClass().getName() + " and " + named.get(1).getClass().getName()
        + ". Take one of their jars off the class path, or open the one you mean by its class.";
  }

  /**
   * Some drivers, and the failure of the last that could not be loaded: one broken jar must not
   * hide the others.
   */
  private record Found(
      List<RepoStoreDriver> drivers, @Nullable Throwable broken) {}

  private static Found load() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    List<RepoStoreDriver> drivers = new ArrayList<>();
    Throwable broken = load(ServiceLoader.load(RepoStoreDriver.class, context), drivers);
    if (drivers.isEmpty()) {
      // A pool's thread may have a context loader that sees nothing.
      broken = Optional.ofNullable(load(
              ServiceLoader.load(RepoStoreDriver.class, RepoStores.class.getClassLoader()),
              drivers))
          .orElse(broken);
    }
    return new Found(drivers, broken);
  }

  private static @Nullable Throwable load(
      ServiceLoader<RepoStoreDriver> loader, List<RepoStoreDriver> into) {
    Throwable broken = null;
    Iterator<RepoStoreDriver> all = loader.iterator();
    for (int failures = 0; failures < MOST_FAILURES; failures++) {
      try {
        while (all.hasNext()) {
          into.add(all.next());
        }
        return broken;
      } catch (ServiceConfigurationError | LinkageError failed) {
        broken = failed;
      }
    }
    return broken;
  }

  private static Map<String, List<RepoStoreDriver>> byName(Found found) {
    Map<String, List<RepoStoreDriver>> names = new TreeMap<>();
    found
        .drivers()
        .forEach(driver ->
            names.computeIfAbsent(driver.name(), name -> new ArrayList<>()).add(driver));
    return names;
  }
}
