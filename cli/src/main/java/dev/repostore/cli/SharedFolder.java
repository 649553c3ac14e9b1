package dev.repostore.cli;

import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import dev.repostore.Secret;
import dev.repostore.StoreUnavailableException;
import dev.repostore.host.HostSettings;
import dev.repostore.spi.StoreConfig;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The embedded store, or the server that has its data folder: one process has a folder at a time,
 * and whoever may read the folder may use that one's API.
 */
final class SharedFolder {

  private static final String TOKEN = "REPOSTORE_API_TOKEN";

  private SharedFolder() {}

  /**
   * Opens the store of a URL; by way of a server, if one has the folder that it names.
   *
   * @param say told of that
   * @throws StoreUnavailableException if it cannot be opened, also not so
   */
  static RepoStore open(String url, Map<String, String> environment, Consumer<String> say) {
    try {
      return RepoStores.open(url);
    } catch (StoreUnavailableException unavailable) {
      StoreConfig config = StoreConfig.parse(url, null);
      Path folder = config.target().isEmpty()
          ? HostSettings.dataFolder(environment)
          : Path.of(config.target());
      @Nullable URI server = server(config, folder);
      Optional<Secret> token = token(folder, environment);
      if (server == null || token.isEmpty()) {
        throw unavailable;
      }
      say.accept("The data folder " + folder + " is served at " + server + ": using that.");
      String namespace = config.option("namespace").orElse("default");
      return RepoStores.open(
          "repostore:artifacts:local/" + namespace + "?base-url=" + server + "/client/v4",
          token.get());
    }
  }

  private static @Nullable URI server(StoreConfig config, Path folder) {
    return config.driver().equals("local") ? HostSettings.in(folder).servedAt().orElse(null) : null;
  }

  private static Optional<Secret> token(Path folder, Map<String, String> environment) {
    String given = environment.getOrDefault(TOKEN, "");
    if (!given.isEmpty()) {
      return Optional.of(Secret.of(given));
    }
    Path kept = folder.resolve("api-token");
    return Files.isReadable(kept) ? Optional.of(KeptToken.readFrom(kept)) : Optional.empty();
  }
}
