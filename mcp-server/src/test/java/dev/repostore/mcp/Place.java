package dev.repostore.mcp;

import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import dev.repostore.Secret;
import dev.repostore.host.HostServer;
import dev.repostore.host.HostSettings;
import dev.repostore.host.ServerSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Where the stores of a test are. */
enum Place {
  /** In this process. */
  EMBEDDED,
  /** Behind a server, spoken to over HTTP. */
  SERVED;

  static final Secret API_TOKEN = Secret.of("an-api-token-of-the-host");

  /** Stores that are open, and what serves them. */
  record Open(Map<String, Supplier<RepoStore>> stores, Runnable end) implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }

  /** As many stores as there are names; in each, imports may come from this machine. */
  Open open(Path folder, String... names) {
    Map<String, Supplier<RepoStore>> stores = new LinkedHashMap<>();
    if (this == EMBEDDED) {
      for (String name : names) {
        stores.put(name, () -> RepoStores.open("repostore:local:" + folder.resolve(name)));
      }
      return new Open(stores, () -> {});
    }
    HostServer server = HostServer.start(
        HostSettings.in(folder.resolve("served")).withPrivateImports(true),
        ServerSettings.withToken(API_TOKEN).withLog(line -> {}));
    for (String name : names) {
      String url =
          "repostore:artifacts:acc/" + name + "?timeout=20&base-url=" + server.url() + "/client/v4";
      stores.put(name, new StoreAt(url, () -> RepoStores.open(url, API_TOKEN)));
    }
    return new Open(stores, server::close);
  }
}
