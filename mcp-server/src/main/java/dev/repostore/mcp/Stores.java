package dev.repostore.mcp;

import dev.repostore.Capability;
import dev.repostore.InvalidRequestException;
import dev.repostore.RepoStore;
import dev.repostore.RepoStoreException;
import dev.repostore.StoreInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The stores of a server, each as an agent may see it: held to a scope and to reading where that is
 * asked for. Nobody else has the stores themselves. Thread-safe.
 */
final class Stores implements AutoCloseable {

  private final Map<String, Supplier<RepoStore>> sources;
  private final @Nullable String scope;
  private final boolean readOnly;
  private final Map<String, RepoStore> open = new HashMap<>();

  Stores(ServerOptions options) {
    this.sources = options.stores();
    this.scope = options.scope();
    this.readOnly = options.readOnly();
  }

  List<String> names() {
    return List.copyOf(sources.keySet());
  }

  /** The URL a store was given by, if it is known. Opens nothing. */
  Optional<String> url(String name) {
    return sources.get(name) instanceof StoreAt at ? Optional.of(at.url()) : Optional.empty();
  }

  /** What errors about a store may advise. Opens nothing. */
  StoreHint hint(String name) {
    String own = StoreAt.tokenVariable(name);
    return new StoreHint(
        sources.size() > 1 ? own : "REPOSTORE_TOKEN",
        url(name).filter(url -> url.startsWith("repostore:local:")).isPresent());
  }

  /** The one of that name. Opens it, which may take a while the first time. */
  synchronized RepoStore get(String name) {
    RepoStore there = open.get(name);
    if (there == null) {
      there = view(open(name));
      open.put(name, there);
    }
    return there;
  }

  private RepoStore open(String name) {
    Supplier<RepoStore> source = sources.get(name);
    if (source == null) {
      throw new InvalidRequestException(
          "store", "No store of that name is open. There are: " + String.join(", ", names()) + ".");
    }
    return source.get();
  }

  private RepoStore view(RepoStore store) {
    RepoStore scoped = scope == null ? store : store.scoped(scope);
    return readOnly ? scoped.readOnly() : scoped;
  }

  /**
   * What at least one of them can do. One that cannot be opened may do anything: its calls say why.
   */
  Set<Capability> capabilities() {
    Set<Capability> all = EnumSet.noneOf(Capability.class);
    for (String name : names()) {
      try {
        all.addAll(get(name).info().capabilities());
      } catch (RepoStoreException unusable) {
        return EnumSet.allOf(Capability.class);
      }
    }
    return all;
  }

  /** The folders those that are embedded keep their data in. */
  List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    for (String name : names()) {
      try {
        StoreInfo info = get(name).info();
        if (info.driver().equals("local")) {
          folders.add(Path.of(info.location()));
        }
      } catch (RepoStoreException unusable) {
        // It keeps nothing here that could be reached.
      }
    }
    return folders;
  }

  @Override
  public synchronized void close() {
    open.values().forEach(RepoStore::close);
    open.clear();
  }
}
