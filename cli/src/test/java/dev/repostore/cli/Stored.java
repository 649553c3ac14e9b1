package dev.repostore.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the repos are of those who use {@code repostore mcp}. */
final class Stored implements AutoCloseable {

  /** How the command gets to them. */
  enum Kind {
    /** In its own process. */
    EMBEDDED,
    /** Over the REST API of {@code repostore serve}. */
    ARTIFACTS
  }

  private final Path folder;
  private final @Nullable Served served;

  private Stored(Path folder, @Nullable Served served) {
    this.folder = folder;
    this.served = served;
  }

  static Stored open(Kind kind, Path folder) throws IOException {
    Path own = Files.createDirectories(folder.resolve(kind.name()));
    return new Stored(own, kind == Kind.ARTIFACTS ? Served.start(own.resolve("served")) : null);
  }

  /** What somebody starts the command with, for a store and a workspace of their own. */
  Map<String, String> environment(String name) throws IOException {
    Path home = folder.resolve(name).resolve("data");
    if (served == null) {
      return Map.of("REPOSTORE_HOME", home.toString());
    }
    String url = "repostore:artifacts:local/" + name + "?base-url=" + served.url() + "/client/v4";
    String token = Files.readString(folder.resolve("served/api-token")).strip();
    return Map.of(
        "REPOSTORE_HOME", home.toString(), "REPOSTORE_URL", url, "REPOSTORE_TOKEN", token);
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    if (served != null) {
      served.close();
    }
  }
}
