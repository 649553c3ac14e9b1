package dev.repostore.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Place.class)
class ContentToolsTest extends OnAStore {

  ContentToolsTest(Place place) {
    super(place);
  }

  @BeforeEach
  void makeRepo() {
    desk.ok("create_repo", name("x"));
  }

  private static Map<String, Object> in(String repo, Object... more) {
    Map<String, Object> arguments = new HashMap<>(repo(repo));
    for (int at = 0; at < more.length; at += 2) {
      arguments.put((String) more[at], more[at + 1]);
    }
    return arguments;
  }

  @Test
  void filesArePutRenamedLinkedAndDeleted() {
    String first = desk.ok(
        "commit_files",
        in(
            "x",
            "message",
            "first",
            "author",
            "Ann <ann@example.org>",
            "changes",
            List.of(
                Map.of("path", "a.txt", "text", "alpha\nbeta\n"),
                Map.of("path", "run.sh", "text", "#!/bin/sh\n", "executable", true),
                Map.of("path", "bin/raw", "base64", "AAEC"),
                Map.of("path", "link", "link_to", "a.txt"))),
        "commit");
    desk.ok(
        "commit_files",
        in(
            "x",
            "message",
            "second",
            "expected_head",
            first,
            "changes",
            List.of(
                Map.of("path", "a.txt", "rename_to", "sub/b.txt"),
                Map.of("path", "link", "delete", true))));
    assertThat(Desk.list(desk.ok("list_files", repo("x")), "files"))
        .extracting(file -> file.get("path") + " " + file.get("type") + " " + file.get("size"))
        .containsExactly("bin/raw blob 3", "run.sh exec 10", "sub/b.txt blob 11");
    assertThat(desk.ok("read_file", in("x", "path", "link", "ref", first)))
        .containsEntry("text", "a.txt");
    assertThat(desk.ok("read_file", in("x", "path", "bin/raw"))).containsEntry("base64", "AAEC");
    assertThat(Desk.list(desk.ok("log", repo("x")), "commits").get(1))
        .containsEntry("author", "Ann <ann@example.org>")
        .containsEntry("message", "first");
    assertThat(desk.ok("diff", in("x", "from", first, "to", "main"), "patch"))
        .contains("rename to sub/b.txt");
  }

  @Test
  void nobodysWorkIsOverwritten() {
    String first = commit("x", "a", "1\n");
    String second = commit("x", "a", "2\n");
    Map<String, Object> late = new HashMap<>(committing("x", "a", "3\n"));
    late.put("expected_head", first);
    Map<?, ?> error = desk.error("commit_files", late);
    assertThat(error.get("code")).isEqualTo("head_moved");
    assertThat(error.get("head")).isEqualTo(second);
    late.put("dry_run", true);
    assertThat(desk.ok("commit_files", late)).containsEntry("would_succeed", false);
    late.put("expected_head", second);
    assertThat(desk.ok("commit_files", late)).containsEntry("would_succeed", true);
    assertThat(desk.ok("read_file", in("x", "path", "a")))
        .containsEntry("text", "2\n")
        .containsEntry("commit", second);
  }

  @Test
  void changesThatAreNoneAreToldSo() {
    for (Map<String, Object> change : List.<Map<String, Object>>of(
        Map.of("path", "a"),
        Map.of("path", "a", "text", "t", "base64", "AA=="),
        Map.of("path", "a", "base64", "*"),
        Map.of("path", "../a", "text", "t"),
        Map.of("path", ".git/config", "text", "t"),
        Map.of("path", "", "text", "t"),
        Map.of("path", "a", "txt", "t"),
        Map.of("text", "t"))) {
      Map<?, ?> error =
          desk.error("commit_files", in("x", "message", "m", "changes", List.of(change)));
      assertThat(error.get("code"))
          .as("%s: %s", change, error)
          .isIn("invalid_request", "path_refused");
    }
    assertThat(desk.fails("commit_files", in("x", "message", "m", "changes", List.of())))
        .isEqualTo("invalid_request");
    assertThat(desk.ok("log", repo("x"), "commits")).isEqualTo("[]");
  }

  @Test
  void aChangeThatContradictsItselfIsRefused() {
    String head = commit("x", "f", "before\n");
    Map<Map<String, Object>, String> contradictions = Map.of(
        Map.of("path", "f", "text", "keep me", "delete", true),
        "delete",
        Map.of("path", "f", "text", "keep me", "rename_to", "g"),
        "rename_to",
        Map.of("path", "f", "link_to", "g", "base64", "AA=="),
        "link_to",
        Map.of("path", "f", "delete", true, "rename_to", "g"),
        "rename_to",
        Map.of("path", "f", "delete", true, "executable", true),
        "executable",
        Map.of("path", "f", "link_to", "g", "executable", true),
        "executable",
        Map.of("path", "f", "delete", false),
        "changes");
    contradictions.forEach((change, field) -> {
      Map<?, ?> error =
          desk.error("commit_files", in("x", "message", "m", "changes", List.of(change)));
      assertThat(error.get("code")).as("%s", change).isEqualTo("invalid_request");
      assertThat(error.get("field")).as("%s", change).isEqualTo(field);
    });
    assertThat(desk.ok("read_file", in("x", "path", "f"))).containsEntry("commit", head);
    Map<String, Object> put = Map.of("path", "f", "text", "after\n", "delete", false);
    desk.ok("commit_files", in("x", "message", "m", "changes", List.of(put)));
    assertThat(desk.ok("read_file", in("x", "path", "f"))).containsEntry("text", "after\n");
  }

  @Test
  void aListIsOfOneCommitFromPageToPage() {
    commit("x", "a", "1");
    commit("x", "dir/b", "2");
    commit("x", "dir/c", "3");
    Map<String, Object> first = desk.ok("list_files", in("x", "limit", 2));
    commit("x", "aa", "pushed meanwhile");
    Map<String, Object> second =
        desk.ok("list_files", in("x", "limit", 2, "cursor", first.get("next_cursor")));
    assertThat(Desk.list(second, "files"))
        .extracting(file -> file.get("path"))
        .containsExactly("dir/c");
    assertThat(second).doesNotContainKey("next_cursor");
    assertThat(Desk.list(desk.ok("list_files", in("x", "folder", "dir")), "files"))
        .hasSize(2);
    assertThat(Desk.list(desk.ok("list_files", in("x", "folder", "dir/")), "files"))
        .hasSize(2);
    assertThat(desk.fails("list_files", in("x", "folder", "di"))).isEqualTo("not_found");
    assertThat(desk.fails("list_files", in("x", "folder", "a"))).isEqualTo("not_found");
    assertThat(desk.fails("list_files", in("x", "folder", "di", "ref", "di")))
        .isEqualTo("revision_not_found");
    assertThat(desk.fails("list_files", in("x", "cursor", "x"))).isEqualTo("invalid_request");
  }

  @Test
  void aLogIsOfOneCommitFromPageToPage() {
    List<Object> newestFirst = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      newestFirst.add(0, commit("x", "a", "edit " + i));
    }
    List<Object> read = new ArrayList<>();
    Map<String, Object> arguments = in("x", "limit", 2);
    do {
      Map<String, Object> page = desk.ok("log", arguments);
      Desk.list(page, "commits").forEach(commit -> read.add(commit.get("commit")));
      arguments.put("cursor", page.get("next_cursor"));
      commit("x", "b", "meanwhile " + read.size());
    } while (arguments.get("cursor") != null);
    assertThat(read).isEqualTo(newestFirst);
    assertThat(desk.error("log", in("x", "cursor", "x")).get("field")).isEqualTo("cursor");
  }

  @Test
  void aLogOfNothingIsToldSo() {
    assertThat(desk.ok("log", repo("x"), "commits")).isEqualTo("[]");
    commit("x", "a", "1");
    assertThat(desk.fails("log", in("x", "ref", "nope"))).isEqualTo("revision_not_found");
    assertThat(desk.ok("log", in("x", "ref", "main"), "commits")).contains("write a");
  }

  @Test
  void aPathIsTakenAsItIsShown() {
    commit("x", "d\u200b/b\u202e.txt", "hidden\n");
    commit("x", "d{U+2060}.txt", "literal\n");
    for (Map<String, Object> file : Desk.list(desk.ok("list_files", repo("x")), "files")) {
      assertThat(file.get("path").toString()).startsWith("d{U+2");
      desk.ok("read_file", in("x", "path", file.get("path")));
    }
    assertThat(desk.ok("read_file", in("x", "path", "d{U+200B}/b{U+202E}.txt"), "text"))
        .isEqualTo("hidden\n");
    assertThat(Desk.list(desk.ok("list_files", in("x", "folder", "d{U+200B}")), "files"))
        .hasSize(1);
    assertThat(desk.fails("list_files", in("x", "folder", "e{U+200B}"))).isEqualTo("not_found");
    assertThat(desk.fails("read_file", in("x", "path", "{U+0041}"))).isEqualTo("not_found");
  }

  @Test
  void severalCommitAtOnceToDifferentFiles() throws Exception {
    commit("x", "a", "1");
    ExecutorService many = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Object>> commits = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String path = "file" + i;
        commits.add(() -> commit("x", path, path));
      }
      for (Future<Object> made : many.invokeAll(commits)) {
        assertThat(made.get().toString()).hasSize(40);
      }
    } finally {
      many.shutdownNow();
    }
    assertThat(Desk.list(desk.ok("list_files", repo("x")), "files")).hasSize(9);
  }

  @Test
  void aBranchThatIsThereStartsNowhere() {
    String first = commit("x", "a", "1");
    Map<String, Object> on = new HashMap<>(committing("x", "b", "2"));
    on.put("from", first);
    assertThat(desk.error("commit_files", on).get("field")).isEqualTo("from");
    on.put("dry_run", true);
    assertThat(desk.error("commit_files", on).get("field")).isEqualTo("from");
    on.remove("dry_run");
    on.put("branch", "new");
    desk.ok("commit_files", on);
  }

  @Test
  void aFileIsReadByPieces() {
    String text = "äöü€😀".repeat(100);
    commit("x", "a", text);
    StringBuilder read = new StringBuilder();
    Object offset = 0;
    List<Integer> sizes = new ArrayList<>();
    while (offset != null) {
      Map<String, Object> piece =
          desk.ok("read_file", in("x", "path", "a", "max_bytes", 101, "offset", offset));
      read.append(piece.get("text"));
      sizes.add(String.valueOf(piece.get("text")).length());
      assertThat(piece).containsEntry("size", 1300L);
      offset = piece.get("next_offset");
    }
    assertThat(read).hasToString(text);
    assertThat(sizes).hasSizeGreaterThan(12);
    assertThat(desk.ok("read_file", in("x", "path", "a", "offset", 1300), "text"))
        .isEmpty();
    assertThat(desk.error("read_file", in("x", "path", "a", "offset", 1301)).toString())
        .contains("1300 bytes");
    Map<String, Object> half = desk.ok("read_file", in("x", "path", "a", "offset", 1));
    assertThat(Base64.getDecoder().decode(half.get("base64").toString())).hasSize(1299);
  }

  @Test
  void linesAreFoundWithWhatIsAround() {
    commit("x", "src/a.txt", "one\ntwo\nthree\n");
    commit("x", "b.md", "two.\n");
    Map<String, Object> found =
        desk.ok("grep", in("x", "pattern", "t[wh]", "glob", "src/**", "context", 1));
    assertThat(Desk.list(found, "hits")).hasSize(2);
    assertThat(Desk.list(found, "hits").get(0))
        .containsEntry("line", 2)
        .containsEntry("text", "two")
        .containsEntry("before", List.of("one"))
        .containsEntry("after", List.of("three"));
    assertThat(desk.ok("grep", in("x", "pattern", "o", "limit", 1))).containsEntry("more", true);
    assertThat(Desk.list(desk.ok("grep", in("x", "pattern", "o.", "literal", true)), "hits"))
        .hasSize(1);
    assertThat(desk.error("grep", in("x", "pattern", "(")).get("field")).isEqualTo("pattern");
    assertThat(desk.error("grep", in("x", "pattern", "a", "glob", "[")).get("field"))
        .isEqualTo("glob");
  }

  @Test
  void whatIsNotThereIsToldSo() {
    assertThat(desk.fails("read_file", in("x", "path", "a")))
        .isIn("not_found", "revision_not_found");
    commit("x", "a", "1");
    assertThat(desk.error("read_file", in("x", "path", "b")).toString()).contains("list_files");
    Map<?, ?> error = desk.error("read_file", in("x", "path", "a", "ref", "nowhere"));
    assertThat(error.get("code")).isEqualTo("revision_not_found");
    assertThat(error.get("message").toString()).contains("'nowhere'").doesNotContain("()");
    assertThat(error.get("see").toString()).contains("log");
    assertThat(desk.fails("read_file", in("nobody", "path", "a"))).isEqualTo("not_found");
    assertThat(desk.fails("diff", in("x", "from", "main"))).isEqualTo("invalid_request");
    assertThat(desk.fails("log", Map.of())).isEqualTo("invalid_request");
  }

  @Test
  void whatIsTooLongToBeToldIsLinkedIfItCanBeFetched() {
    String commit = commit("x", "dir/a b.txt", "0123456789");
    commit("x", "large", "x".repeat((4 << 20) + 1));
    Outcome part = desk.call(
        "read_file",
        in("x", "path", "dir/a b.txt", "ref", commit, "max_bytes", 4),
        new Desk.Mute());
    assertThat(Json.text(Features.result(part)))
        .contains("\"type\":\"resource_link\"", "repo://main/x/" + commit + "/dir/a%20b.txt");
    String uri = part.links().get(0).uri();
    assertThat(desk.call(FileResource.READ, Links.parse(uri), new Desk.Mute()).fields())
        .containsEntry("text", "0123456789");
    assertThat(desk.call("read_file", in("x", "path", "dir/a b.txt"), new Desk.Mute())
            .links())
        .isEmpty();
    assertThat(desk.call("read_file", in("x", "path", "large"), new Desk.Mute()).links())
        .isEmpty();
  }

  @Test
  void aResourceIsAFileAndPassesTheGate() {
    String commit = commit("x", "dir/a b%+.txt", "text\n");
    String uri = Links.uri("main", "x", commit, "dir/a b%+.txt");
    assertThat(uri).isEqualTo("repo://main/x/" + commit + "/dir/a%20b%25%2B.txt");
    Outcome outcome = desk.call(FileResource.READ, Links.parse(uri), new Desk.Mute());
    assertThat(outcome.fields()).containsOnlyKeys("notice", "text").containsEntry("text", "text\n");
    McpSchema.ReadResourceResult read = Features.resource(uri, outcome);
    assertThat(Json.text(read.contents().get(0).meta()))
        .contains("dev.repostore/notice", "Untrusted data of repo 'x'");
    assertThat(((McpSchema.TextResourceContents) read.contents().get(0)).text())
        .isEqualTo("text\n");
    assertThat(
            desk.call(FileResource.READ, Links.parse("repo://main/x/main/nothing"), new Desk.Mute())
                .failed())
        .isTrue();
  }
}
