package dev.repostore.host;

import dev.repostore.InvalidRequestException;
import dev.repostore.Names;
import dev.repostore.RepoStore;
import dev.repostore.spi.RepoStoreDriver;
import dev.repostore.spi.StoreConfig;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Opens the embedded host: {@code repostore:local:[DIR][?namespace=NAME]}. Everything is in the
 * folder {@code DIR}, which is made if it is not there and which one process has open at a time;
 * without it, in {@code $REPOSTORE_HOME}, else in the user's data folder. The namespace is
 * {@code default} unless said otherwise. No credential is needed.
 *
 * <p>{@code live-quirks=true} does as the live service was seen to do where that differs from its
 * documentation; {@code private-imports=true} also imports from this machine and from private
 * networks, over plain http. {@code import-from=HOST,...} holds imports to these hosts and their
 * subdomains, redirects included. Stores that one program opens on one folder share what is behind
 * them.
 */
public final class LocalDriver implements RepoStoreDriver {

  static final String NAME = "local";

  private static final String NAMESPACE = "namespace";
  private static final String LIVE_QUIRKS = "live-quirks";
  private static final String PRIVATE_IMPORTS = "private-imports";
  private static final String IMPORT_FROM = "import-from";

  /** For the service loader; does nothing. */
  public LocalDriver() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public RepoStore open(StoreConfig config) {
    config.requireOptions(NAMESPACE, LIVE_QUIRKS, PRIVATE_IMPORTS, IMPORT_FROM);
    String namespace = Names.namespace(config.option(NAMESPACE).orElse("default"));
    HostSettings settings = HostSettings.in(folder(config.target()))
        .withLiveQuirks(flag(config, LIVE_QUIRKS))
        .withPrivateImports(flag(config, PRIVATE_IMPORTS))
        .withImportHosts(hosts(config.option(IMPORT_FROM).orElse("")))
        .withClock(config.clock());
    return new LocalStore(SharedHost.open(settings), namespace);
  }

  private static Path folder(String target) {
    try {
      return target.isEmpty() ? HostSettings.dataFolder(System.getenv()) : Path.of(target);
    } catch (InvalidPathException malformed) {
      throw new InvalidRequestException(
          "url",
          "What stands after repostore:local: is no path of a folder: " + malformed.getReason()
              + ".");
    }
  }

  private static List<String> hosts(String text) {
    return Pattern.compile(",")
        .splitAsStream(text)
        .map(String::strip)
        .filter(host -> !host.isEmpty())
        .toList();
  }

  private static boolean flag(StoreConfig config, String name) {
    String value = config.option(name).orElse("false");
    if (!value.equals("true") && !value.equals("false")) {
      throw new InvalidRequestException(
          name, "The option '" + name + "' must be true or false, or be left out.");
    }
    return value.equals("true");
  }
}
