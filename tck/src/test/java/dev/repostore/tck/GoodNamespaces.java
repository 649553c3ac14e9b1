package dev.repostore.tck;

import dev.repostore.AlreadyExistsException;
import dev.repostore.InvalidRequestException;
import dev.repostore.Names;
import dev.repostore.Namespace;
import dev.repostore.Namespaces;
import dev.repostore.Page;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The namespaces of the good store; its own counts its repos. */
final class GoodNamespaces implements Namespaces {

  private final GoodStore store;
  private final TreeMap<String, Namespace> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  GoodNamespaces(GoodStore store) {
    this.store = store;
    add(GoodStore.NAMESPACE, null);
  }

  private Namespace add(String name, @Nullable String jurisdiction) {
    Instant now = store.now();
    Namespace made = new Namespace(name, jurisdiction, 0, now, now);
    all.put(name, made);
    return made;
  }

  @Override
  public synchronized Namespace create(String name, @Nullable String jurisdiction) {
    store.requireOpen();
    if (all.containsKey(Names.namespace(name))) {
      throw new AlreadyExistsException("There is a namespace '" + name + "'.");
    }
    return add(name, jurisdiction);
  }

  @Override
  public synchronized Optional<Namespace> find(String name) {
    store.requireOpen();
    return Optional.ofNullable(all.get(Names.namespace(name))).map(this::counted);
  }

  private Namespace counted(Namespace row) {
    long repos = row.name().equals(GoodStore.NAMESPACE) ? store.count() : 0;
    return new Namespace(row.name(), row.jurisdiction(), repos, row.createdAt(), row.updatedAt());
  }

  @Override
  public synchronized Page<Namespace> list(int limit, @Nullable String cursor) {
    store.requireOpen();
    List<Namespace> rest = all.values().stream()
        .map(this::counted)
        .sorted(Comparator.comparing(Namespace::createdAt))
        .filter(row -> cursor == null || row.createdAt().isAfter(Instant.parse(cursor)))
        .toList();
    return rest.size() <= limit
        ? Page.last(rest)
        : new Page<>(rest.subList(0, limit), rest.get(limit - 1).createdAt().toString());
  }

  @Override
  public synchronized boolean delete(String name) {
    Optional<Namespace> found = find(name);
    if (found.isPresent() && found.get().repoCount() > 0) {
      throw new InvalidRequestException("namespace", "The namespace has repos.");
    }
    return all.remove(name) != null;
  }
}
