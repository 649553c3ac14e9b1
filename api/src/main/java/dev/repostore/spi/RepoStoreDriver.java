package dev.repostore.spi;

import dev.repostore.RepoStore;

/**
 * Opens stores of one kind. A driver is a public class with a public no-argument constructor, named
 * in {@code META-INF/services/dev.repostore.spi.RepoStoreDriver}; making one does no I/O.
 * Thread-safe.
 *
 * <p>{@code docs/writing-a-driver.md} walks through a complete one, and {@code repostore-tck}
 * proves it.
 */
public interface RepoStoreDriver {

  /**
   * The word that stands for this driver in {@code repostore:NAME:…}: a lower-case letter, then
   * letters, digits, {@code -}.
   */
  String name();

  /**
   * Opens a store. May check the target and the options, and reach out to the host or not, as suits
   * the driver.
   *
   * @throws dev.repostore.InvalidRequestException for a target or an option the driver does not
   *     understand; see {@link StoreConfig#requireOptions(String...)}
   */
  RepoStore open(StoreConfig config);
}
