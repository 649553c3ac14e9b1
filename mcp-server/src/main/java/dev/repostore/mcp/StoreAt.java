package dev.repostore.mcp;

import dev.repostore.RepoStore;
import java.util.Locale;
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

  /** The variable that has what opens a store of that name, where there are several. */
  public static String tokenVariable(String name) {
    return "REPOSTORE_TOKEN_" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  @Override
  public RepoStore get() {
    return source.get();
  }
}
