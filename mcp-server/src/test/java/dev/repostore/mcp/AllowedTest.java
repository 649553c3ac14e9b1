package dev.repostore.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.Capability;
import dev.repostore.CreateRepo;
import dev.repostore.CreatedRepo;
import dev.repostore.ListRepos;
import dev.repostore.Page;
import dev.repostore.RepoInfo;
import dev.repostore.RepoStore;
import dev.repostore.StoreInfo;
import dev.repostore.StoreUnavailableException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What whoever started the server did not allow is not offered, and refused if it is asked for. */
class AllowedTest extends OnAStore {

  AllowedTest() {
    super(Place.EMBEDDED);
  }

  /** Arguments that would do, as far as a gate can tell. */
  private static Map<String, Object> some(Tool tool) {
    Map<String, Object> arguments = new HashMap<>();
    tool.input().required().forEach(field -> arguments.put(field, "x"));
    return arguments;
  }

  @Test
  void whoMayOnlyReadChangesNothingWhateverElseIsAllowed() {
    open(options -> options.withReadOnly(true).withUnasked(true).withRevealTokens(true), "main");
    assertThat(desk.offered())
        .contains("get_repo", "list_repos", "read_file", "log", "status", "store_info")
        .doesNotContain(
            "create_repo", "delete_repo", "mint_token", "commit_files", "push", "clone");
    for (Tool tool : desk.tools()) {
      assertThat(desk.offered().contains(tool.name())).isEqualTo(tool.hints().readOnly());
      if (!tool.hints().readOnly()) {
        Map<String, Object> arguments = some(tool);
        assertThat(desk.fails(tool.name(), arguments)).as(tool.name()).isEqualTo("read_only");
        arguments.put("dry_run", true);
        assertThat(desk.fails(tool.name(), arguments)).as(tool.name()).isEqualTo("read_only");
      }
    }
    assertThat(desk.ok("store_info", Map.of())).containsEntry("read_only", true);
    assertThat(desk.ok("list_repos", Map.of())).containsEntry("repos", List.of());
  }

  @Test
  void whoMayOnlyReadReads() {
    desk.ok("create_repo", name("x"));
    commit("x", "a", "alpha\n");
    RepoStore store = desk.gate().stores().get("main");
    try (Desk reader =
        Desk.on(Map.of("main", () -> store), root(), options -> options.withReadOnly(true))) {
      assertThat(reader.ok("read_file", Map.of("repo", "x", "path", "a")))
          .containsEntry("text", "alpha\n");
      assertThat(Desk.list(reader.ok("log", repo("x")), "commits")).hasSize(1);
      assertThat(Desk.list(reader.ok("grep", Map.of("repo", "x", "pattern", "a")), "hits"))
          .hasSize(1);
    }
  }

  @Test
  void toolsOfOtherSetsAreNotOffered() {
    open(options -> options.withToolsets(Set.of(Toolset.CONTENT)), "main");
    assertThat(desk.offered())
        .containsExactlyInAnyOrder("list_files", "read_file", "grep", "commit_files");
    for (Tool tool : desk.tools()) {
      if (tool.toolset() != Toolset.CONTENT) {
        assertThat(desk.fails(tool.name(), some(tool))).as(tool.name()).isEqualTo("not_offered");
      }
    }
    Prompt prompt = Prompts.all().get(0);
    assertThat(desk.call(prompt.tool(), Map.of(), new Desk.Mute()).fields().toString())
        .contains("not_offered");
    open(options -> options.withToolsets(Set.of(Toolset.REPOS)), "main");
    assertThat(desk.call(FileResource.READ, Links.parse("repo://main/x/main/a"), new Desk.Mute())
            .fields()
            .toString())
        .contains("not_offered");
  }

  @Test
  void nothingElseIsSpokenOf() {
    open(options -> options, "main");
    assertThat(spokenOf()).contains("create_repo", "commit_files", "mint_token", "store_info");
    assertThat(prompts()).containsExactly("start_work", "review_fork", "import_and_explore");
    open(options -> options.withReadOnly(true), "main");
    assertThat(spokenOf()).containsExactlyInAnyOrder("read_file", "list_files", "store_info");
    assertThat(prompts()).containsExactly("review_fork");
    open(options -> options.withToolsets(Set.of(Toolset.CONTENT)), "main");
    assertThat(spokenOf()).containsExactlyInAnyOrder("read_file", "list_files", "commit_files");
    assertThat(prompts()).isEmpty();
    open(options -> options.withToolsets(Set.of(Toolset.TOKENS)), "main");
    assertThat(spokenOf()).containsExactly("mint_token");
  }

  private Features features() {
    return new Features(desk.gate(), desk.tools());
  }

  private List<String> prompts() {
    return features().prompts().stream().map(prompt -> prompt.tool().name()).toList();
  }

  /** The tools whose names are no words of other sentences, too. */
  private List<String> spokenOf() {
    String told = features().instructions();
    return desk.tools().stream()
        .map(Tool::name)
        .filter(name -> name.contains("_") && told.contains(name))
        .toList();
  }

  @Test
  void aStoreThatCannotIsNotAskedTo() {
    Desk desk = Desk.on(Map.of("main", Bare::new), root(), options -> options);
    closing(desk);
    assertThat(desk.offered())
        .contains("create_repo", "get_repo", "clone", "read_file")
        .doesNotContain(
            "fork_repo",
            "import_repo",
            "mint_token",
            "list_tokens",
            "validate_token",
            "revoke_token");
    Map<String, Object> url = Map.of("url", "https://example.org/x.git", "name", "y");
    assertThat(desk.fails("fork_repo", Map.of("repo", "x", "name", "y"))).isEqualTo("unsupported");
    assertThat(desk.fails("import_repo", url)).isEqualTo("unsupported");
    assertThat(desk.fails("list_tokens", repo("x"))).isEqualTo("unsupported");
    assertThat(desk.fails("mint_token", repo("x"))).isEqualTo("unsupported");
  }

  @Test
  void aStoreThatCannotBeOpenedDoesNotHideTheOthers() {
    Map<String, Supplier<RepoStore>> stores = new LinkedHashMap<>();
    stores.put("good", Bare::new);
    stores.put("bad", () -> {
      throw new StoreUnavailableException("Another process has it.", null, null);
    });
    Desk desk = Desk.on(stores, root(), options -> options);
    closing(desk);
    assertThat(desk.offered()).contains("get_repo", "fork_repo");
    assertThat(Desk.list(desk.ok("store_info", Map.of()), "stores").get(1))
        .containsEntry("unavailable", "Another process has it.");
    desk.ok("get_repo", repo("x"));
    assertThat(desk.fails("get_repo", Map.of("repo", "x", "store", "bad")))
        .isEqualTo("unavailable");
  }

  @Test
  void budgetsAreSpentByWhatIsDoneAndFillUpAgain() {
    MovableClock clock = new MovableClock();
    open(
        options -> options
            .withBudgets(new ServerOptions.Budgets(2, 1))
            .withUnasked(true)
            .withClock(clock),
        "main");
    desk.ok("create_repo", Map.of("name", "a", "dry_run", true));
    desk.ok("create_repo", name("a"));
    clock.advance(Duration.ofMinutes(30));
    desk.ok("fork_repo", Map.of("repo", "a", "name", "b"));
    Map<?, ?> error = desk.error("create_repo", name("c"));
    assertThat(error.get("code")).isEqualTo("budget_spent");
    assertThat(error.get("message").toString()).contains("2 new repos", "2026-11-22T11:00:00Z");
    Map<String, Object> url = Map.of("url", "https://example.org/x.git", "name", "y");
    assertThat(desk.fails("import_repo", url)).isEqualTo("budget_spent");
    desk.ok("delete_repo", Map.of("repo", "a", "dry_run", true));
    desk.ok("delete_repo", repo("a"));
    assertThat(desk.fails("delete_repo", repo("b"))).isEqualTo("budget_spent");
    clock.advance(Duration.ofMinutes(30));
    desk.ok("create_repo", name("c"));
    assertThat(desk.fails("create_repo", name("d"))).isEqualTo("budget_spent");
    clock.advance(Duration.ofMinutes(30));
    desk.ok("delete_repo", repo("b"));
  }

  /** A store that can do no more than every store can. */
  private static final class Bare implements RepoStore {
    private final RepoInfo repo = new RepoInfo(
        "0",
        "x",
        null,
        "main",
        java.time.Instant.EPOCH,
        java.time.Instant.EPOCH,
        null,
        null,
        false,
        dev.repostore.RepoStatus.READY,
        java.net.URI.create("http://127.0.0.1:9/x.git"));

    @Override
    public StoreInfo info() {
      return new StoreInfo("bare", "here", "default", EnumSet.noneOf(Capability.class));
    }

    @Override
    public CreatedRepo create(CreateRepo request) {
      throw new IllegalStateException("nobody asks");
    }

    @Override
    public Optional<RepoInfo> find(String name) {
      return name.equals("x") ? Optional.of(repo) : Optional.empty();
    }

    @Override
    public Page<RepoInfo> list(ListRepos request) {
      return new Page<>(List.of(repo), null);
    }

    @Override
    public boolean delete(String name) {
      return false;
    }

    @Override
    public void close() {}
  }
}
