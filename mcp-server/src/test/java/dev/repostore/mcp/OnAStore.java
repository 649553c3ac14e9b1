package dev.repostore.mcp;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test at a desk of its own. */
abstract class OnAStore {

  private final Place place;
  private final List<AutoCloseable> opened = new ArrayList<>();

  @TempDir
  Path folder;

  Desk desk;

  OnAStore(Place place) {
    this.place = place;
  }

  @BeforeEach
  void openDesk() {
    desk = open(options -> options, "main");
  }

  @AfterEach
  void closeAll() throws Exception {
    for (int at = opened.size() - 1; at >= 0; at--) {
      opened.get(at).close();
    }
  }

  /** Another desk on stores of these names, in place of the one that is open. */
  final Desk open(UnaryOperator<ServerOptions> options, String... names) {
    Path data = folder.resolve("data" + opened.size());
    Place.Open stores = place.open(data, names);
    opened.add(stores);
    desk = Desk.on(stores.stores(), root(), options);
    opened.add(desk);
    return desk;
  }

  final Place place() {
    return place;
  }

  /** Something to be closed when the test has ended. */
  final void closing(AutoCloseable one) {
    opened.add(one);
  }

  /** The workspace. */
  final Path root() {
    return folder.resolve("work");
  }

  /** A commit without a clone, of one file; its hash. */
  final String commit(String repo, String path, String text) {
    return desk.ok("commit_files", committing(repo, path, text), "commit");
  }

  static Map<String, Object> committing(String repo, String path, String text) {
    return Map.of(
        "repo",
        repo,
        "message",
        "write " + path,
        "changes",
        List.of(Map.of("path", path, "text", text)));
  }

  static Map<String, Object> repo(String name) {
    return Map.of("repo", name);
  }

  static Map<String, Object> name(String name) {
    return Map.of("name", name);
  }
}
