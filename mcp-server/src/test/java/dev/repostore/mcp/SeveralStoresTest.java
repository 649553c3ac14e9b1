package dev.repostore.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.RepoStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A working copy belongs to the store it was cloned from, whichever comes first. */
@ParameterizedClass
@EnumSource(Place.class)
class SeveralStoresTest extends OnAStore {

  private static final Map<String, Object> FOLDER = Map.of("folder", "x");

  private Map<String, Supplier<RepoStore>> stores = Map.of();

  SeveralStoresTest(Place place) {
    super(place);
  }

  @BeforeEach
  void cloneFromTheSecondOfTwo() throws IOException {
    Place.Open two = place().open(folder.resolve("two"), "a", "b");
    closing(two);
    stores = two.stores();
    reopen(stores);
    for (String store : stores.keySet()) {
      desk.ok("create_repo", Map.of("store", store, "name", "x"));
    }
    desk.ok("clone", Map.of("store", "b", "repo", "x"));
    Files.writeString(root().resolve("x/f"), "mine\n");
    desk.ok("commit", Map.of("folder", "x", "message", "mine"));
  }

  private void reopen(Map<String, Supplier<RepoStore>> stores) {
    desk.close();
    desk = Desk.on(stores, root(), options -> options);
    closing(desk);
  }

  private int commits(String store) {
    return Desk.list(desk.ok("log", Map.of("store", store, "repo", "x")), "commits")
        .size();
  }

  @Test
  void itIsPushedToAndPulledFromTheStoreItCameFrom() {
    desk.ok("push", FOLDER);
    assertThat(desk.ok("pull", FOLDER, "outcome")).isEqualTo("up_to_date");
    assertThat(commits("b")).isEqualTo(1);
    desk.ok(
        "commit_files",
        Map.of(
            "store", "b",
            "repo", "x",
            "message", "theirs",
            "changes", List.of(Map.of("path", "theirs", "text", "theirs"))));
    assertThat(desk.ok("pull", FOLDER, "outcome")).isEqualTo("fast_forward");
    assertThat(commits("a")).isZero();
  }

  @Test
  void aRepoThatIsNamedIsInTheSameStore() {
    desk.ok("push", Map.of("folder", "x", "repo", "x"));
    assertThat(commits("b")).isEqualTo(1);
    assertThat(commits("a")).isZero();
  }

  @Test
  void anotherStoreIsRefused() {
    for (Map<String, Object> wrong : List.<Map<String, Object>>of(
        Map.of("folder", "x", "store", "a"), Map.of("folder", "x", "store", "a", "repo", "x"))) {
      for (String tool : List.of("push", "pull")) {
        Map<?, ?> error = desk.error(tool, wrong);
        assertThat(error.get("field")).isEqualTo("store");
        assertThat(error.toString()).contains("clone of the repo 'x' in store 'b'");
      }
    }
    assertThat(commits("a")).isZero();
    desk.ok("push", Map.of("folder", "x", "store", "b"));
  }

  @Test
  void theStoreIsKnownUnderAnotherName() {
    Map<String, Supplier<RepoStore>> renamed = new LinkedHashMap<>();
    stores.forEach((name, store) -> renamed.put(name.equals("a") ? "b" : "c", store));
    reopen(renamed);
    desk.ok("push", FOLDER);
    assertThat(commits("c")).isEqualTo(1);
    assertThat(commits("b")).isZero();
  }

  @Test
  void aStoreThatIsNotOpenIsToldSo() {
    Map<String, Supplier<RepoStore>> first = new LinkedHashMap<>(stores);
    first.remove("b");
    reopen(first);
    for (Map<String, Object> arguments :
        List.of(FOLDER, Map.<String, Object>of("folder", "x", "repo", "x"))) {
      Map<?, ?> error = desk.error("push", arguments);
      assertThat(error.get("field")).isEqualTo("store");
      assertThat(error.toString()).contains("store 'b'", "not open", "Open are: a.");
    }
    assertThat(desk.ok("log", repo("x"), "commits")).isEqualTo("[]");
  }
}
