package dev.repostore.cli;

import dev.repostore.RepoStore;
import dev.repostore.host.HostSettings;
import dev.repostore.repl.StoreAddress;
import dev.repostore.repl.StoreNames;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** A store by its name, its URL, or by what is meant where neither is given. */
final class NamedStore {

  private static final String EMBEDDED = "repostore:local:";

  private NamedStore() {}

  /**
   * Opens it.
   *
   * @param nameOrUrl see {@link StoreNames#resolve}
   * @param say told if it is reached by way of a server that has its folder
   */
  static RepoStore open(String nameOrUrl, Map<String, String> environment, Consumer<String> say) {
    return open(StoreNames.of(environment).resolve(nameOrUrl), environment, say);
  }

  /** Opens one that has a name, by a URL that says more than its own. */
  static RepoStore open(
      String name, String url, Map<String, String> environment, Consumer<String> say) {
    StoreAddress address = StoreNames.of(environment).resolve(name);
    return open(new StoreAddress(url, address.token()), environment, say);
  }

  /** The URL of one that has a name. */
  static String url(String name, Map<String, String> environment) {
    return StoreNames.of(environment).url(name);
  }

  /** Opens one of which this is known already. */
  static RepoStore open(
      StoreAddress address, Map<String, String> environment, Consumer<String> say) {
    if (isEmbedded(address.url())) {
      OwnSettings.only();
      return SharedFolder.open(address.url(), environment, say);
    }
    return address.open();
  }

  /** Whether a store is in a folder of this machine, and opened without a credential. */
  static boolean isEmbedded(String url) {
    String lower = url.toLowerCase(Locale.ROOT);
    return lower.equals("repostore:local")
        || lower.startsWith(EMBEDDED)
        || lower.startsWith("repostore:local?");
  }

  /** As it is written for another process, which may have other variables. */
  static String written(String nameOrUrl, Map<String, String> environment) {
    String wanted = StoreNames.meant(nameOrUrl, environment);
    if (!wanted.isEmpty() && StoreNames.isName(wanted)) {
      return wanted;
    }
    String url = StoreNames.of(environment).resolve(wanted).url();
    return url.equals(EMBEDDED)
        ? EMBEDDED + HostSettings.dataFolder(environment).toAbsolutePath()
        : url;
  }
}
