package dev.repostore;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * What a store is and what it can do. Made without I/O.
 *
 * @param driver the driver's name, as in {@code repostore:DRIVER:…}
 * @param location where its repos live, for people to read: a folder, or a host and account; no
 *     credential in it
 * @param namespace the namespace every repo name of this store is in
 * @param capabilities the optional operations it offers
 */
public record StoreInfo(
    String driver, String location, String namespace, Set<Capability> capabilities) {

  /** Copies {@code capabilities}. */
  public StoreInfo {
    Objects.requireNonNull(driver, "driver");
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(namespace, "namespace");
    Set<Capability> copy = EnumSet.noneOf(Capability.class);
    copy.addAll(capabilities);
    capabilities = Collections.unmodifiableSet(copy);
  }

  /** Whether the store declares {@code capability}. */
  public boolean can(Capability capability) {
    return capabilities.contains(capability);
  }

  /**
   * The same store with fewer capabilities: for stores that let only part of another one through.
   */
  public StoreInfo without(Capability... removed) {
    Set<Capability> rest = EnumSet.noneOf(Capability.class);
    rest.addAll(capabilities);
    Set.of(removed).forEach(rest::remove);
    return new StoreInfo(driver, location, namespace, rest);
  }
}
