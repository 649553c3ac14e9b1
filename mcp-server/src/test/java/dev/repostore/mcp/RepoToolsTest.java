package dev.repostore.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Place.class)
class RepoToolsTest extends OnAStore {

  RepoToolsTest(Place place) {
    super(place);
  }

  @Test
  void aRepoIsMadeFoundAndTold() {
    Map<String, Object> made = desk.ok(
        "create_repo",
        Map.of("name", "Notes", "description", "of mine", "default_branch", "trunk"));
    assertThat(made).containsEntry("name", "Notes").containsEntry("default_branch", "trunk");
    assertThat(desk.ok("get_repo", repo("notes")))
        .containsEntry("id", made.get("id"))
        .containsEntry("description", "of mine")
        .containsEntry("read_only", false)
        .containsEntry("status", "ready");
    Map<?, ?> taken = desk.error("create_repo", name("NOTES"));
    assertThat(taken.get("code")).isEqualTo("already_exists");
    assertThat(taken.get("message").toString()).contains("NOTES");
    assertThat(desk.error("create_repo", name("-x")).get("field")).isEqualTo("name");
    assertThat(desk.fails("get_repo", repo("nobody"))).isEqualTo("not_found");
  }

  @Test
  void aCallWithAFieldTooManyOrTooFewIsToldSo() {
    Map<?, ?> error = desk.error("create_repo", Map.of("nme", "x"));
    assertThat(error.get("code")).isEqualTo("invalid_request");
    assertThat(error.get("message").toString()).contains("'nme'", "name", "description");
    assertThat(desk.error("create_repo", Map.of()).toString()).contains("'name' is missing");
    assertThat(desk.error("create_repo", Map.of("name", 7)).toString()).contains("must be text");
    assertThat(desk.error("list_repos", Map.of("limit", 0)).toString()).contains("must be 1 to");
    assertThat(desk.error("list_repos", Map.of("sort", "size")).toString()).contains("one of");
    assertThat(desk.error("list_repos", Map.of("cursor", "gar bage")).get("field"))
        .isEqualTo("cursor");
  }

  @Test
  void aListIsReadPageByPage() {
    for (int i = 0; i < 5; i++) {
      desk.ok("create_repo", Map.of("name", "r" + i, "description", "about " + i));
    }
    List<Object> names = new ArrayList<>();
    Map<String, Object> arguments =
        new HashMap<>(Map.of("limit", 2, "sort", "name", "direction", "asc"));
    do {
      Map<String, Object> page = desk.ok("list_repos", arguments);
      Desk.list(page, "repos").forEach(repo -> names.add(repo.get("name")));
      arguments.put("cursor", page.get("next_cursor"));
    } while (arguments.get("cursor") != null);
    assertThat(names).containsExactly("r0", "r1", "r2", "r3", "r4");
    assertThat(Desk.list(desk.ok("list_repos", Map.of("search", "R3")), "repos"))
        .extracting(repo -> repo.get("name"))
        .containsExactly("r3");
  }

  @Test
  void aForkSaysWhatItIsAForkOf() {
    desk.ok("create_repo", name("base"));
    commit("base", "a", "a\n");
    Map<String, Object> fork = desk.ok("fork_repo", Map.of("repo", "base", "name", "try"));
    assertThat(fork).containsEntry("name", "try").doesNotContainKey("source");
    assertThat(desk.ok("get_repo", repo("try"), "source")).endsWith("/base");
    assertThat(desk.fails("fork_repo", Map.of("repo", "base", "name", "try")))
        .isEqualTo("already_exists");
    assertThat(desk.fails("fork_repo", Map.of("repo", "nobody", "name", "x")))
        .isEqualTo("not_found");
  }

  @Test
  void aDryRunSaysWhatWouldBeAndDoesNothing() {
    desk.ok("create_repo", name("base"));
    commit("base", "a", "a\n");
    Map<String, Object> before = desk.ok("list_repos", Map.of());
    Map<String, Object> head = desk.ok("log", repo("base"));

    assertThat(desk.ok("create_repo", Map.of("name", "new", "dry_run", true)))
        .containsEntry("would_succeed", true);
    assertThat(desk.ok("create_repo", Map.of("name", "base", "dry_run", true)))
        .containsEntry("would_succeed", false);
    assertThat(desk.ok("fork_repo", Map.of("repo", "base", "name", "new", "dry_run", true)))
        .containsEntry("would_succeed", true);
    assertThat(desk.ok("import_repo", importing("https://example.org/x.git")))
        .containsEntry("would_succeed", true);
    assertThat(desk.ok("delete_repo", Map.of("repo", "base", "dry_run", true), "message"))
        .contains("'base'", "would be deleted");
    assertThat(desk.fails("create_repo", Map.of("name", "-", "dry_run", true)))
        .isEqualTo("invalid_request");
    assertThat(desk.fails("fork_repo", Map.of("repo", "no", "name", "new", "dry_run", true)))
        .isEqualTo("not_found");
    assertThat(desk.fails("delete_repo", Map.of("repo", "no", "dry_run", true)))
        .isEqualTo("not_found");

    assertThat(desk.ok("list_repos", Map.of())).isEqualTo(before);
    assertThat(desk.ok("log", repo("base"))).isEqualTo(head);
  }

  private static Map<String, Object> importing(String url) {
    return Map.of("url", url, "name", "new", "dry_run", true);
  }

  @Test
  void anImportThatCannotBeIsToldWhy() {
    for (String url : List.of("no url", "file:///etc", "ssh://x/y", "https://u:secret@h/x.git")) {
      Map<?, ?> error = desk.error("import_repo", importing(url));
      assertThat(error.get("code")).as(url).isEqualTo("invalid_request");
      assertThat(error.get("field")).as(url).isEqualTo("url");
      assertThat(error.toString()).doesNotContain("secret");
    }
  }

  @Test
  void storesAreKeptApart() {
    open(options -> options, "one", "two");
    desk.ok("create_repo", name("here"));
    desk.ok("create_repo", Map.of("name", "there", "store", "two"));
    assertThat(desk.fails("get_repo", repo("there"))).isEqualTo("not_found");
    assertThat(desk.ok("get_repo", Map.of("repo", "there", "store", "two")))
        .containsEntry("name", "there");
    assertThat(desk.error("get_repo", Map.of("repo", "here", "store", "three")).toString())
        .contains("store", "one, two");
    assertThat(Desk.list(desk.ok("store_info", Map.of()), "stores"))
        .extracting(store -> store.get("name"))
        .containsExactly("one", "two");

    desk.ok("create_repo", Map.of("name", "here", "store", "two"));
    String handle = desk.ok("mint_token", repo("here"), "handle");
    for (String tool : List.of("validate_token", "revoke_token", "clone")) {
      assertThat(desk.fails(tool, Map.of("repo", "here", "store", "two", "token", handle)))
          .as(tool)
          .isEqualTo("invalid_request");
      assertThat(desk.fails(tool, Map.of("repo", "there", "store", "two", "token", handle)))
          .as(tool)
          .isEqualTo("invalid_request");
    }
    assertThat(desk.ok("validate_token", Map.of("repo", "here", "token", handle)))
        .containsEntry("valid", true);
  }

  @Test
  void aCloneIsPushedToTheStoreItIsFrom() throws IOException {
    open(options -> options, "one", "two");
    desk.ok("create_repo", Map.of("name", "x", "store", "two"));
    desk.ok("create_repo", Map.of("name", "x", "store", "one"));
    desk.ok("clone", Map.of("repo", "x", "store", "two"));
    Map<?, ?> error = desk.error("push", Map.of("folder", "x", "store", "one"));
    assertThat(error.get("field")).isEqualTo("store");
    Files.writeString(root().resolve("x/a.txt"), "a");
    desk.ok("commit", Map.of("folder", "x", "message", "a"));
    desk.ok("push", Map.of("folder", "x"));
    assertThat(desk.ok("log", Map.of("repo", "x", "store", "one"), "commits")).isEqualTo("[]");
    assertThat(Desk.list(desk.ok("log", Map.of("repo", "x", "store", "two")), "commits"))
        .hasSize(1);
  }
}
