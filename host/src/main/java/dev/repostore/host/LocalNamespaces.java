package dev.repostore.host;

import dev.repostore.InvalidRequestException;
import dev.repostore.Names;
import dev.repostore.Namespace;
import dev.repostore.Namespaces;
import dev.repostore.Page;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The namespaces of a host in this very process. */
final class LocalNamespaces implements Namespaces {

  private static final int MOST = 200;

  private final Supplier<Host> host;

  /** @param host throws if the store is closed */
  LocalNamespaces(Supplier<Host> host) {
    this.host = host;
  }

  @Override
  public Namespace create(String name, @Nullable String jurisdiction) {
    return shown(host.get().createNamespace(Names.namespace(name), jurisdiction));
  }

  @Override
  public Optional<Namespace> find(String name) {
    return host.get().findNamespace(Names.namespace(name)).map(LocalNamespaces::shown);
  }

  @Override
  public Page<Namespace> list(int limit, @Nullable String cursor) {
    if (limit < 1 || limit > MOST) {
      throw new InvalidRequestException(
          "limit", "The limit is " + limit + "; it must be 1 to " + MOST + ".");
    }
    Rows<NamespaceRow> rows = host.get().namespaces(limit, cursor, 1);
    return new Page<>(rows.items().stream().map(LocalNamespaces::shown).toList(), rows.cursor());
  }

  @Override
  public boolean delete(String name) {
    return host.get().deleteNamespace(Names.namespace(name));
  }

  private static Namespace shown(NamespaceRow row) {
    return new Namespace(
        row.name(), row.jurisdiction(), row.repoCount(), row.createdAt(), row.updatedAt());
  }
}
