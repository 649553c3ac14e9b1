package dev.repostore.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.CreateRepo;
import dev.repostore.ForkRepo;
import dev.repostore.RepoStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** An agent that is held to a scope reaches nothing outside it, and hears nothing of it. */
@ParameterizedClass
@EnumSource(Place.class)
class ScopeTest extends OnAStore {

  private static final String OUTSIDE = "secret-plans";

  /** The same stores, seen by who may see all. */
  private RepoStore all;

  ScopeTest(Place place) {
    super(place);
  }

  @BeforeEach
  void narrow() {
    Place.Open stores = place().open(folder.resolve("scoped"), "main");
    closing(stores);
    all = stores.stores().get("main").get();
    closing(all);
    all.create(CreateRepo.named(OUTSIDE).withDescription("of " + OUTSIDE));
    all.create("agent-42");
    desk = Desk.on(Map.of("main", () -> all), root(), options -> options.withScope("agent-42-"));
    closing(desk);
    desk.ok("create_repo", name("hello"));
  }

  @Test
  void namesHaveAPrefixItDoesNotSee() {
    assertThat(all.find("agent-42-hello")).isPresent();
    assertThat(desk.ok("get_repo", repo("hello"))).containsEntry("name", "hello");
    assertThat(Desk.list(desk.ok("list_repos", Map.of()), "repos"))
        .extracting(repo -> repo.get("name"))
        .containsExactly("hello");
    desk.ok("fork_repo", Map.of("repo", "hello", "name", "fork"));
    assertThat(all.find("agent-42-fork")).isPresent();
    assertThat(desk.ok("get_repo", repo("fork"), "source")).endsWith("/hello");
  }

  @Test
  void gitWorksInIt() throws IOException {
    commit("hello", "a", "a\n");
    desk.ok("clone", repo("hello"));
    Files.writeString(root().resolve("hello/b"), "b\n");
    desk.ok("commit", Map.of("folder", "hello", "message", "b"));
    desk.ok("push", Map.of("folder", "hello"));
    desk.ok("pull", Map.of("folder", "hello"));
    assertThat(Desk.list(desk.ok("list_files", repo("hello")), "files")).hasSize(2);
    String handle = desk.ok("mint_token", repo("hello"), "handle");
    desk.ok("clone", Map.of("repo", "hello", "folder", "again", "token", handle));
  }

  @Test
  void nothingOutsideIsReached() {
    List<String> names = List.of(OUTSIDE, "../" + OUTSIDE, "agent-42", "/" + OUTSIDE, "");
    for (String outside : names) {
      for (Tool tool : desk.tools()) {
        // Of what does not exist no token is valid, and that is all there is to say.
        if (tool.input().has("repo") && !tool.name().equals("validate_token")) {
          Map<String, Object> arguments = new HashMap<>(Map.of("repo", outside));
          tool.input().required().forEach(field -> arguments.putIfAbsent(field, "x"));
          arguments.remove("changes");
          if (tool.input().has("changes")) {
            arguments.put("changes", List.of(Map.of("path", "a", "text", "a")));
          }
          assertThat(desk.fails(tool.name(), arguments))
              .as("%s of %s", tool.name(), outside)
              .isIn("not_found", "invalid_request", "checkout_unusable");
        }
      }
    }
    for (Prompt prompt : Prompts.all()) {
      Map<String, Object> arguments = new HashMap<>();
      prompt.arguments().forEach(argument -> arguments.put(argument.name(), OUTSIDE));
      Outcome outcome = desk.call(prompt.tool(), arguments, new Desk.Mute());
      assertThat(outcome.failed()).as(prompt.tool().name()).isEqualTo(!imports(prompt));
    }
    assertThat(desk.call(
                FileResource.READ,
                Links.parse("repo://main/" + OUTSIDE + "/main/a"),
                new Desk.Mute())
            .failed())
        .isTrue();
    assertThat(all.get(OUTSIDE).lastPushAt()).isNull();
    assertThat(all.list().map(dev.repostore.RepoInfo::name))
        .containsExactlyInAnyOrder(OUTSIDE, "agent-42", "agent-42-hello");
  }

  private static boolean imports(Prompt prompt) {
    return prompt.tool().name().equals("import_and_explore");
  }

  @Test
  void aCloneOfWhatIsOutsideIsNoWayThere() throws IOException {
    desk.ok("clone", repo("hello"));
    Files.writeString(
        root().resolve("hello/.git/repostore.json"),
        "{\"store\":\"main\",\"repo\":\"" + OUTSIDE + "\",\"id\":\""
            + all.get(OUTSIDE).id() + "\"}");
    for (String tool : List.of("push", "pull")) {
      assertThat(desk.fails(tool, Map.of("folder", "hello"))).isEqualTo("checkout_unusable");
    }
    Files.writeString(
        root().resolve("hello/.git/config"),
        "[remote \"origin\"]\n\turl = " + all.get(OUTSIDE).remote() + "\n",
        java.nio.file.StandardOpenOption.APPEND);
    assertThat(desk.fails("push", Map.of("folder", "hello"))).isEqualTo("checkout_unusable");
    assertThat(all.get(OUTSIDE).lastPushAt()).isNull();
  }

  /** Another server, that may see all, has the same workspace. */
  private Desk unscoped() {
    Desk wide = Desk.on(Map.of("main", () -> all), root(), options -> options);
    closing(wide);
    return wide;
  }

  @Test
  void aCopyOfWhatIsOutsideIsAsIfItWereNotThere() {
    Desk wide = unscoped();
    wide.ok("commit_files", committing(OUTSIDE, "a", "of " + OUTSIDE));
    wide.ok("clone", Map.of("repo", OUTSIDE, "folder", "other"));
    desk.said().clear();
    for (String place : List.of("other", "other/.git")) {
      for (Tool tool : desk.tools()) {
        if (tool.toolset() == Toolset.GIT && tool.input().has("folder")) {
          Map<String, Object> arguments = new HashMap<>();
          tool.input().required().forEach(field -> arguments.put(field, "hello"));
          arguments.remove("repo");
          if (arguments.isEmpty() || !tool.name().equals("clone")) {
            arguments.put("folder", place);
            Map<?, ?> there = desk.error(tool.name(), arguments);
            arguments.put("folder", "nowhere");
            Map<?, ?> nowhere = desk.error(tool.name(), arguments);
            assertThat(there.toString().replace(place, "nowhere"))
                .as(tool.name())
                .isEqualTo(nowhere.toString());
          }
        }
      }
    }
    assertThat(desk.said()).noneMatch(said -> said.contains(OUTSIDE));
    wide.ok("log", Map.of("folder", "other"));
  }

  @Test
  void aCopyOfWhatIsInsideIsSeenFromBothSides() {
    Desk wide = unscoped();
    commit("hello", "a", "a\n");
    wide.ok("clone", Map.of("repo", "agent-42-hello", "folder", "theirs"));
    desk.ok("clone", Map.of("repo", "hello", "folder", "ours"));
    for (String place : List.of("theirs", "ours")) {
      for (Desk side : List.of(wide, desk)) {
        side.ok("log", Map.of("folder", place));
        side.ok("pull", Map.of("folder", place));
      }
    }
    desk.ok("delete_repo", Map.of("repo", "hello", "dry_run", true));
    all.delete("agent-42-hello");
    desk.ok("log", Map.of("folder", "ours"));
  }

  @Test
  void namesOutsideAreNotHeardOf() {
    all.create("zz-" + OUTSIDE);
    all.fork(OUTSIDE, ForkRepo.named("agent-42-forked"));
    desk.said().clear();
    for (Map<String, Object> asked : List.<Map<String, Object>>of(
        Map.of("limit", 1),
        Map.of("limit", 1, "search", "e"),
        Map.of("limit", 2, "sort", "name"))) {
      Map<String, Object> arguments = new HashMap<>(asked);
      List<Object> cursors = new ArrayList<>();
      do {
        Map<String, Object> page = desk.ok("list_repos", arguments);
        arguments.put("cursor", page.get("next_cursor"));
        cursors.add(page.get("next_cursor"));
      } while (arguments.get("cursor") != null && cursors.size() < 20);
      assertThat(cursors).hasSizeLessThan(20);
    }
    desk.ok("get_repo", repo("forked"));
    desk.ok("store_info", Map.of());
    desk.fails("create_repo", name("hello"));
    assertThat(desk.said()).allSatisfy(said -> {
      assertThat(said).doesNotContain(OUTSIDE);
      for (String word : said.split("[^A-Za-z0-9_-]+", -1)) {
        assertThat(decoded(word)).doesNotContain(OUTSIDE);
      }
    });
  }

  private static String decoded(String word) {
    try {
      return new String(Base64.getUrlDecoder().decode(word), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException plain) {
      return "";
    }
  }

  @Test
  void aCursorOfSomewhereElseIsRefused() {
    assertThat(desk.fails("list_repos", Map.of("cursor", "YQoxCmI"))).isEqualTo("invalid_request");
    assertThat(desk.fails("list_repos", Map.of("cursor", "A".repeat(60))))
        .isEqualTo("invalid_request");
  }
}
