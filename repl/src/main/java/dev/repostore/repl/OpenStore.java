package dev.repostore.repl;

import dev.repostore.Capability;
import dev.repostore.RepoStore;
import dev.repostore.StoreInfo;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * A store that is open in this session.
 *
 * @param name what it is called here
 * @param current whether words mean this one
 * @param driver see {@link StoreInfo#driver()}
 * @param location see {@link StoreInfo#location()}
 * @param namespace see {@link StoreInfo#namespace()}
 * @param capabilities what it offers beyond what all stores do
 */
public record OpenStore(
    String name,
    boolean current,
    String driver,
    String location,
    String namespace,
    Set<Capability> capabilities) {

  static OpenStore of(String name, boolean current, RepoStore store) {
    StoreInfo info = store.info();
    return new OpenStore(
        name, current, info.driver(), info.location(), info.namespace(), info.capabilities());
  }

  /** Copies {@code capabilities}, in an order that stays. */
  public OpenStore {
    capabilities = Collections.unmodifiableSet(new TreeSet<>(capabilities));
  }
}
