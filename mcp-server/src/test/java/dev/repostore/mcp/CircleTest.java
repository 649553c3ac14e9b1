package dev.repostore.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Create, mint, clone, edit, commit, push, fork, revoke, delete: by tools alone. */
@ParameterizedClass
@EnumSource(Place.class)
class CircleTest extends OnAStore {

  CircleTest(Place place) {
    super(place);
  }

  @Test
  void theWholeCircle() throws IOException {
    desk.ok("create_repo", Map.of("name", "hello", "description", "says hello"));
    Map<String, Object> token = desk.ok("mint_token", Map.of("repo", "hello", "scope", "write"));
    String handle = String.valueOf(token.get("handle"));
    Map<String, Object> clone = desk.ok("clone", Map.of("repo", "hello", "token", handle));
    assertThat(clone).containsEntry("folder", "hello").doesNotContainKey("head");

    Files.writeString(root().resolve("hello/a.txt"), "alpha\n");
    Map<String, Object> status = desk.ok("status", Map.of("folder", "hello"));
    assertThat(status).containsEntry("clean", false).containsEntry("untracked", List.of("a.txt"));
    String first = desk.ok("commit", Map.of("folder", "hello", "message", "first"), "commit");
    Map<String, Object> pushed = desk.ok("push", Map.of("folder", "hello", "token", handle));
    assertThat(Desk.list(pushed, "refs")).extracting(ref -> ref.get("new")).containsOnly(first);

    desk.ok("fork_repo", Map.of("repo", "hello", "name", "try"));
    assertThat(desk.ok("read_file", Map.of("repo", "try", "path", "a.txt")))
        .containsEntry("text", "alpha\n")
        .containsEntry("commit", first);
    String second = commit("try", "a.txt", "beta\n");
    assertThat(desk.ok("log", repo("hello"), "commits")).doesNotContain(second);

    assertThat(desk.ok("validate_token", Map.of("repo", "hello", "token", handle)))
        .containsEntry("valid", true)
        .containsEntry("scope", "write");
    assertThat(desk.ok("revoke_token", Map.of("repo", "hello", "token", handle)))
        .containsEntry("revoked", true);
    assertThat(desk.fails("clone", Map.of("repo", "hello", "folder", "b", "token", handle)))
        .isIn("invalid_request", "git_refused");

    Object plan = desk.ok("delete_repo", repo("try")).get("plan_id");
    assertThat(desk.ok("delete_repo", Map.of("repo", "try", "plan_id", plan)))
        .containsEntry("deleted", true);
    assertThat(desk.fails("get_repo", repo("try"))).isEqualTo("not_found");
    assertThat(desk.ok("get_repo", repo("hello"))).containsEntry("status", "ready");
  }

  @Test
  void twoClonesMeetInPullAndConflict() throws IOException {
    desk.ok("create_repo", name("hello"));
    commit("hello", "a.txt", "one\n");
    desk.ok("clone", Map.of("repo", "hello", "folder", "mine"));
    desk.ok("clone", Map.of("repo", "hello", "folder", "yours"));
    Files.writeString(root().resolve("mine/a.txt"), "mine\n");
    desk.ok("commit", Map.of("folder", "mine", "message", "mine"));
    desk.ok("push", Map.of("folder", "mine"));
    Files.writeString(root().resolve("yours/b.txt"), "b\n");
    desk.ok("commit", Map.of("folder", "yours", "message", "yours"));

    assertThat(desk.error("push", Map.of("folder", "yours")).toString())
        .contains("push_rejected", "refs/heads/main");
    assertThat(desk.fails("pull", Map.of("folder", "yours"))).isEqualTo("ref_refused");
    assertThat(desk.ok("pull", Map.of("folder", "yours", "how", "rebase")))
        .containsEntry("outcome", "rebased");
    desk.ok("push", Map.of("folder", "yours"));
    assertThat(desk.ok("pull", Map.of("folder", "mine"))).containsEntry("outcome", "fast_forward");

    Files.writeString(root().resolve("mine/a.txt"), "mine again\n");
    desk.ok("commit", Map.of("folder", "mine", "message", "again"));
    desk.ok("push", Map.of("folder", "mine"));
    Files.writeString(root().resolve("yours/a.txt"), "yours\n");
    desk.ok("commit", Map.of("folder", "yours", "message", "against"));
    Map<?, ?> conflict = desk.error("pull", Map.of("folder", "yours", "how", "merge"));
    assertThat(conflict.toString()).contains("merge_conflict", "paths=[a.txt]");
    assertThat(desk.ok("status", Map.of("folder", "yours")))
        .containsEntry("merging", true)
        .containsEntry("conflicted", List.of("a.txt"));
    Files.writeString(root().resolve("yours/a.txt"), "both\n");
    desk.ok("commit", Map.of("folder", "yours", "message", "merged"));
    desk.ok("push", Map.of("folder", "yours"));
    assertThat(desk.ok("read_file", Map.of("repo", "hello", "path", "a.txt")))
        .containsEntry("text", "both\n");
  }
}
