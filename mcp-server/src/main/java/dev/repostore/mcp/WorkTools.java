package dev.repostore.mcp;

import dev.repostore.Commit;
import dev.repostore.InvalidRequestException;
import dev.repostore.RepoInfo;
import dev.repostore.git.Checkout;
import dev.repostore.git.Clone;
import dev.repostore.git.CreateCommit;
import dev.repostore.git.GitRemote;
import dev.repostore.git.Merge;
import dev.repostore.git.Merged;
import dev.repostore.git.PathChange;
import dev.repostore.git.Push;
import dev.repostore.git.PushReport;
import dev.repostore.git.Status;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Working copies in the workspace: cloning, looking, committing, pushing and pulling. */
final class WorkTools {

  private static final String FOLDER = "In the workspace";
  private static final int MOST_PATHS = 200;

  private WorkTools() {}

  static List<Tool> all() {
    return List.of(
        cloning(),
        status(),
        commit(),
        push(),
        pull(),
        BranchTool.tool(),
        LogTool.tool(),
        DiffTool.tool());
  }

  private static Tool cloning() {
    return new Tool(
        "clone",
        "Clone",
        "Clone a repo into a folder of the workspace, to edit there with your own tools.",
        Toolset.GIT,
        Set.of(),
        Schema.input()
            .text("repo", "")
            .text("folder", "Default: the repo's name")
            .text("ref", "Branch or tag to check out")
            .number("depth", "Of history. Default: all", 1, Integer.MAX_VALUE)
            .text("token", "A handle. Default: a lease of its own")
            .require("repo"),
        Schema.output().fields("string", "folder", "path", "branch", "head"),
        Hints.ADDS,
        WorkTools::cloneRepo);
  }

  private static Answer cloneRepo(Call call) throws Exception {
    RepoInfo repo = call.store().get(call.text("repo"));
    String folder = call.arguments().find("folder").orElse(repo.name());
    long depth = call.arguments().number("depth", 0, 1, Integer.MAX_VALUE);
    Clone request =
        Clone.all().withRef(call.arguments().textOr("ref", null)).withDepth((int) depth);
    if (call.dryRun()) {
      return Answer.of("dry_run", true)
          .with("folder", folder)
          .with("message", "This would clone '" + repo.name() + "' into '" + folder + "'.");
    }
    GitRemote remote = call.remote(call.repo("repo"));
    try (Checkout checkout =
        Checkout.clone(remote, call.workspace(), Copies.path(folder), request)) {
      Copies.note(call, checkout, repo);
      Status status = checkout.status();
      return Answer.of("folder", Copies.shown(call, checkout))
          .with("path", checkout.folder())
          .with("branch", status.branch())
          .with("head", status.head());
    }
  }

  private static Tool status() {
    return new Tool(
        "status",
        "Status",
        "What has changed in a working copy.",
        Toolset.GIT,
        Set.of(),
        Schema.input().text("folder", FOLDER).require("folder"),
        Schema.output()
            .fields("string", "branch", "head")
            .fields("boolean", "clean", "merging")
            .texts("staged", "")
            .texts("unstaged", "")
            .texts("untracked", "")
            .texts("conflicted", ""),
        Hints.READS,
        call -> {
          try (Checkout checkout = Copies.open(call)) {
            return shown(checkout.status());
          }
        });
  }

  private static Answer shown(Status status) {
    Answer answer = Answer.of("branch", status.branch())
        .with("head", status.head())
        .with("clean", status.clean())
        .with("merging", status.merging())
        .with("staged", paths(status.staged().stream().map(WorkTools::shown)))
        .with("unstaged", paths(status.unstaged().stream().map(WorkTools::shown)))
        .with("untracked", paths(status.untracked().stream()))
        .with("conflicted", paths(status.conflicted().stream()));
    boolean cut = Stream.of(
            status.staged(), status.unstaged(), status.untracked(), status.conflicted())
        .anyMatch(list -> list.size() > MOST_PATHS);
    return cut ? answer.with("truncated", "each list ends after " + MOST_PATHS) : answer;
  }

  private static List<String> paths(Stream<String> paths) {
    return paths.limit(MOST_PATHS).toList();
  }

  static String shown(PathChange change) {
    String type = change.type().name().toLowerCase(Locale.ROOT);
    return change.from() == null
        ? type + " " + change.path()
        : type + " " + change.from() + " -> " + change.path();
  }

  private static Tool commit() {
    return new Tool(
        "commit",
        "Commit",
        "Stage and commit what has changed in a working copy, all of it or the paths named.",
        Toolset.GIT,
        Set.of(),
        Schema.input()
            .text("folder", FOLDER)
            .text("message", "")
            .texts("paths", "Default: all changes, untracked files too")
            .text("author", "Name <email>")
            .flag("amend", "Replace the last commit")
            .require("folder", "message"),
        Schema.output().fields("string", "commit", "branch"),
        Hints.ADDS,
        WorkTools::commit);
  }

  private static Answer commit(Call call) {
    try (Checkout checkout = Copies.open(call)) {
      List<String> paths = call.arguments().texts("paths");
      CreateCommit request = CreateCommit.of(call.text("message"))
          .withCommitter(Words.AGENT)
          .withAuthor(call.arguments().find("author").map(Words::person).orElse(Words.AGENT));
      if (call.dryRun()) {
        return shown(checkout.status()).with("dry_run", true);
      }
      if (paths.isEmpty()) {
        checkout.stageAll();
      } else {
        checkout.stage(paths);
      }
      Commit made = checkout.commit(
          call.arguments().flag("amend")
              ? CreateCommit.amending().withMessage(call.text("message")).withCommitter(Words.AGENT)
              : request);
      return Answer.of("commit", made.hash()).with("branch", checkout.status().branch());
    }
  }

  private static Tool push() {
    return new Tool(
        "push",
        "Push",
        "Push a working copy's branch. A refused push changes nothing: pull, and push again. force "
            + "needs the commit the remote branch is expected at, and a person's yes or a plan_id.",
        Toolset.GIT,
        Set.of(),
        Schema.input()
            .text("folder", FOLDER)
            .text("repo", "Default: the one it was cloned from")
            .text("branch", "Default: the current one")
            .flag("tags", "Tags too")
            .text("force_expecting", "Overwrite the branch if it is at this commit")
            .text("token", "A handle. Default: a lease of its own")
            .text("plan_id", "Of the first call")
            .require("folder"),
        Schema.output()
            .fields("string", "repo", "plan_id", "message")
            .objects("refs", "", Schema.output().fields("string", "ref", "status", "new")),
        Hints.OVERWRITES,
        WorkTools::push);
  }

  private static Answer push(Call call) throws Exception {
    try (Checkout checkout = Copies.open(call)) {
      GitRemote remote = Copies.remote(call, checkout);
      String branch = call.arguments()
          .find("branch")
          .or(() -> Optional.ofNullable(checkout.status().branch()))
          .orElseThrow(() -> new InvalidRequestException(
              "branch", "No branch is checked out. Name the branch to push HEAD to."));
      boolean current = branch.equals(checkout.status().branch());
      Push request = Push.of((current ? "HEAD" : "refs/heads/" + branch) + ":refs/heads/" + branch);
      if (call.arguments().flag("tags")) {
        request = request.withTags();
      }
      @Nullable String lease = call.arguments().textOr("force_expecting", null);
      if (lease != null) {
        request = request.withLease("refs/heads/" + branch, lease);
      }
      if (call.dryRun()) {
        request = request.asDryRun().reportingOnly();
      } else if (lease != null) {
        confirm(call, remote, branch, lease);
      }
      return shown(checkout.push(remote, request)).with("dry_run", call.dryRun() ? true : null);
    }
  }

  private static void confirm(Call call, GitRemote remote, String branch, String lease) {
    call.confirm(
        "The branch '" + branch + "' at " + remote.url().getPath()
            + " would be overwritten; commits on it since " + lease + " would be lost.",
        remote.url().getPath(),
        remote.refs().get("refs/heads/" + branch));
  }

  private static Answer shown(PushReport report) {
    return Answer.of(
        "refs",
        report.refs().stream()
            .map(ref -> Answer.of("ref", ref.ref())
                .with("status", ref.status().name().toLowerCase(Locale.ROOT))
                .with("new", ref.after()))
            .toList());
  }

  private static Tool pull() {
    return new Tool(
        "pull",
        "Pull",
        "Fetch, and bring the current branch up to date. A conflict changes nothing but says the "
            + "paths.",
        Toolset.GIT,
        Set.of(),
        Schema.input()
            .text("folder", FOLDER)
            .text("repo", "Default: the one it was cloned from")
            .oneOf("how", "Default: ff_only", List.of("ff_only", "merge", "rebase"))
            .text("token", "A handle. Default: a lease of its own")
            .require("folder"),
        Schema.output().fields("string", "outcome", "head"),
        Hints.ADDS,
        WorkTools::pull);
  }

  private static Answer pull(Call call) throws Exception {
    try (Checkout checkout = Copies.open(call)) {
      GitRemote remote = Copies.remote(call, checkout);
      Merge.How how = switch (call.arguments().find("how").orElse("ff_only")) {
        case "merge" -> Merge.How.MERGE;
        case "rebase" -> Merge.How.REBASE;
        default -> Merge.How.FAST_FORWARD_ONLY;
      };
      if (call.dryRun()) {
        @Nullable String branch = checkout.status().branch();
        return Answer.of("dry_run", true)
            .with("head", checkout.status().head())
            .with("remote_head", remote.refs().get("refs/heads/" + branch));
      }
      Merged merged = checkout.pull(remote, how);
      return Answer.of("outcome", merged.outcome().name().toLowerCase(Locale.ROOT))
          .with("head", merged.head());
    }
  }
}
