package dev.repostore.mcp;

import dev.repostore.AlreadyExistsException;
import dev.repostore.Capability;
import dev.repostore.CreateRepo;
import dev.repostore.CreatedRepo;
import dev.repostore.ForkRepo;
import dev.repostore.ListRepos;
import dev.repostore.Page;
import dev.repostore.RepoInfo;
import dev.repostore.SortDirection;
import dev.repostore.SortField;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Repos: making, finding, forking, importing and deleting them. */
final class RepoTools {

  private static final int PAGE = 20;
  private static final int MOST_TEXT = 1_000;

  private RepoTools() {}

  static List<Tool> all() {
    return List.of(create(), get(), list(), fork(), ImportTool.tool(), delete());
  }

  private static Tool create() {
    return new Tool(
        "create_repo",
        "Create repo",
        "Make an empty Git repo. Next: clone it, or commit_files to it.",
        Toolset.REPOS,
        Set.of(),
        Schema.input()
            .text("name", "Letters, digits and ._- after a letter or digit")
            .text("description", "")
            .text("default_branch", "Default: main")
            .flag("read_only", "")
            .require("name"),
        made(),
        Hints.ADDS,
        RepoTools::create);
  }

  static Schema made() {
    return Schema.output().fields("string", "name", "id", "default_branch", "remote");
  }

  private static Answer create(Call call) throws Exception {
    String branch = call.arguments().textOr("default_branch", CreateRepo.DEFAULT_BRANCH);
    CreateRepo request = CreateRepo.named(call.text("name"))
        .withDescription(call.arguments().textOr("description", null))
        .withDefaultBranch(String.valueOf(branch))
        .withReadOnly(call.arguments().flag("read_only"));
    if (call.dryRun()) {
      return wouldMake(call, request.name(), "create the repo");
    }
    return make(call, () -> call.store().create(request));
  }

  /** What makes no repo costs nothing, if it is only that its name is taken. */
  static Answer make(Call call, Supplier<CreatedRepo> making) {
    call.creates().spend();
    try {
      return made(making.get());
    } catch (AlreadyExistsException taken) {
      call.creates().giveBack();
      throw taken;
    }
  }

  private static Answer made(CreatedRepo repo) {
    return Answer.of("name", repo.name())
        .with("id", repo.id())
        .with("default_branch", repo.defaultBranch())
        .with("remote", repo.remote());
  }

  /** What a call that makes a repo of that name would come to. */
  static Answer wouldMake(Call call, String name, String what, Would.Check... more)
      throws Exception {
    Would.Check free = () -> {
      if (call.store().find(name).isPresent()) {
        throw new RefusedException("already_exists", "The name '" + name + "' is taken.");
      }
    };
    Would.Check all = () -> {
      for (Would.Check check : more) {
        check.run();
      }
    };
    return Would.succeed(
            call, "This would " + what + " '" + name + "'.", call.creates()::require, free, all)
        .with("name", name);
  }

  private static Tool get() {
    return new Tool(
        "get_repo",
        "Get repo",
        "What is known of a repo: description, branch, remote, status.",
        Toolset.REPOS,
        Set.of(),
        Schema.input().text("repo", "").require("repo"),
        row(),
        Hints.READS,
        call -> shown(call.store().get(call.text("repo"))));
  }

  private static Schema row() {
    return Schema.output()
        .fields("string", "name", "id", "description", "default_branch", "remote", "source")
        .fields("string", "status", "created_at", "updated_at", "last_push_at")
        .fields("boolean", "read_only");
  }

  private static Answer shown(RepoInfo repo) {
    return Answer.of("name", repo.name())
        .with("id", repo.id())
        .with("description", shortened(repo.description()))
        .with("default_branch", repo.defaultBranch())
        .with("remote", repo.remote())
        .with("source", repo.source())
        .with("status", repo.status().name().toLowerCase(Locale.ROOT))
        .with("created_at", repo.createdAt())
        .with("updated_at", repo.updatedAt())
        .with("last_push_at", repo.lastPushAt())
        .with("read_only", repo.readOnly());
  }

  private static @Nullable String shortened(@Nullable String text) {
    return text == null ? null : Words.cut(text, MOST_TEXT);
  }

  private static Tool list() {
    return new Tool(
        "list_repos",
        "List repos",
        "Repos, newest first, a page at a time: pass next_cursor as cursor for more.",
        Toolset.REPOS,
        Set.of(),
        Schema.input()
            .text("search", "Part of a name")
            .oneOf("sort", "", names(SortField.values()))
            .oneOf("direction", "", List.of("asc", "desc"))
            .number("limit", "Default: " + PAGE, 1, ListRepos.MAX_LIMIT)
            .text("cursor", ""),
        Schema.output()
            .objects("repos", "", Schema.output().fields("string", "name", "description"))
            .fields("string", "next_cursor"),
        Hints.READS,
        RepoTools::list);
  }

  private static List<String> names(Enum<?>... values) {
    return Arrays.stream(values)
        .map(value -> value.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static Answer list(Call call) {
    Arguments arguments = call.arguments();
    ListRepos request = ListRepos.all()
        .withLimit((int) arguments.number("limit", PAGE, 1, ListRepos.MAX_LIMIT))
        .withSearch(arguments.textOr("search", null))
        .withCursor(call.cursor());
    Optional<String> direction = arguments.find("direction");
    if (arguments.has("sort") || direction.isPresent()) {
      SortField field = arguments
          .find("sort")
          .map(name -> arguments.oneOf("sort", SortField.values()))
          .orElse(SortField.CREATED_AT);
      request = request.withSort(
          field,
          direction.filter("asc"::equals).isPresent()
              ? SortDirection.ASCENDING
              : SortDirection.DESCENDING);
    }
    Page<RepoInfo> page = call.store().list(request);
    return Answer.of("repos", page.items().stream().map(RepoTools::line).toList())
        .with("next_cursor", call.told(page.cursor()));
  }

  /** What tells one repo from another; get_repo says the rest. */
  private static Answer line(RepoInfo repo) {
    return Answer.of("name", repo.name())
        .with("description", shortened(repo.description()))
        .with("default_branch", repo.defaultBranch())
        .with("source", repo.source())
        .with("updated_at", repo.updatedAt());
  }

  private static Tool fork() {
    return new Tool(
        "fork_repo",
        "Fork repo",
        "Make a repo with another one's history, to try things in. Deleting it later is safe.",
        Toolset.REPOS,
        Set.of(Capability.FORK),
        Schema.input()
            .text("repo", "The source")
            .text("name", "The fork's name")
            .text("description", "")
            .flag("all_branches", "Else the default branch alone")
            .require("repo", "name"),
        made(),
        Hints.ADDS,
        RepoTools::fork);
  }

  private static Answer fork(Call call) throws Exception {
    ForkRepo request = ForkRepo.named(call.text("name"))
        .withDescription(call.arguments().textOr("description", null))
        .withDefaultBranchOnly(!call.arguments().flag("all_branches"));
    RepoInfo source = call.store().get(call.text("repo"));
    if (call.dryRun()) {
      return wouldMake(call, request.name(), "fork '" + source.name() + "' as");
    }
    call.tell("forking " + source.name());
    return make(call, () -> call.store().fork(source.name(), request));
  }

  private static Tool delete() {
    return new Tool(
        "delete_repo",
        "Delete repo",
        "Delete a repo and its tokens, for good; forks stay. A person is asked, or a plan_id given "
            + "for a second call.",
        Toolset.REPOS,
        Set.of(),
        Schema.input().text("repo", "").text("plan_id", "Of the first call").require("repo"),
        Schema.output().fields("boolean", "deleted").fields("string", "name", "plan_id", "message"),
        Hints.DESTROYS,
        RepoTools::delete);
  }

  private static Answer delete(Call call) throws Exception {
    RepoInfo repo = call.store().get(call.text("repo"));
    String deed = "Repo '" + repo.name() + "' in store '" + call.storeName()
        + "' would be deleted, with its history and tokens.";
    if (call.dryRun()) {
      return Would.succeed(call, deed, call.deletes()::require).with("name", repo.name());
    }
    call.confirm(deed, () -> state(call, repo.name()));
    call.deletes().spend();
    return Answer.of("deleted", call.store().delete(repo.name())).with("name", repo.name());
  }

  /** Every branch counts: work is lost with any of them. */
  private static String state(Call call, String name) {
    return call.store().get(name).id() + " "
        + call.remote(call.store().repo(name)).refs();
  }
}
