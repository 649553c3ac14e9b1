package dev.repostore.mcp;

import dev.repostore.RepoStore;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A store that is known by its URL too: tools can tell how it is opened elsewhere.
 *
 * @param url without a credential in it
 * @param source opens the store
 */
public record StoreAt(String url, Supplier<RepoStore> source) implements Supplier<RepoStore> {

  /** Checks that neither is null. */
  public StoreAt {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(source, "source");
  }

  @Override
  public RepoStore get() {
    return source.get();
  }
}
