package dev.repostore.mcp;

import dev.repostore.RepoInfo;
import dev.repostore.git.Checkout;
import dev.repostore.git.Clone;
import dev.repostore.git.GitRemote;
import dev.repostore.git.Merge;
import dev.repostore.git.Merged;
import dev.repostore.git.PathChange;
import dev.repostore.git.Pull;
import dev.repostore.git.RevisionNotFoundException;
import dev.repostore.git.Status;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Working copies in the workspace: cloning, looking, committing and pulling. */
final class WorkTools {

  private static final String FOLDER = "In the workspace";
  private static final int MOST_PATHS = 200;

  private WorkTools() {}

  static List<Tool> all() {
    return List.of(
        cloning(),
        status(),
        CommitTool.tool(),
        PushTool.tool(),
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
    Words.requireVisible(folder, "folder");
    long depth = call.arguments().number("depth", 0, 1, Integer.MAX_VALUE);
    Clone request = Clone.all().withRef(call.ref()).withDepth((int) depth);
    if (call.dryRun()) {
      return wouldClone(call, repo, folder);
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

  private static Answer wouldClone(Call call, RepoInfo repo, String folder) throws Exception {
    return Would.succeed(
            call,
            "This would clone '" + repo.name() + "' into '" + folder + "'.",
            () -> Checkout.requireFree(call.workspace(), Copies.path(folder)),
            () -> requireRef(call, repo))
        .with("folder", folder);
  }

  private static void requireRef(Call call, RepoInfo repo) {
    @Nullable String ref = call.ref();
    Set<String> refs = call.remote(call.store().repo(repo.name())).refs().keySet();
    if (ref != null
        && !refs.contains(ref)
        && !refs.contains("refs/heads/" + ref)
        && !refs.contains("refs/tags/" + ref)) {
      throw new RefusedException(
          "revision_not_found",
          "The repo '" + repo.name() + "' has no branch or tag '" + ref + "'.");
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
            .fields("boolean", "clean", "merging", "truncated")
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

  static Answer shown(Status status) {
    List<String> staged = paths(status.staged().stream().map(WorkTools::shown));
    List<String> unstaged = paths(status.unstaged().stream().map(WorkTools::shown));
    List<String> untracked = paths(status.untracked().stream());
    List<String> conflicted = paths(status.conflicted().stream());
    boolean cut = staged.size() < status.staged().size()
        || unstaged.size() < status.unstaged().size()
        || untracked.size() < status.untracked().size()
        || conflicted.size() < status.conflicted().size();
    return Answer.of("branch", status.branch())
        .with("head", status.head())
        .with("clean", status.clean())
        .with("merging", status.merging())
        .with("staged", staged)
        .with("unstaged", unstaged)
        .with("untracked", untracked)
        .with("conflicted", conflicted)
        .with("truncated", cut ? true : null);
  }

  private static List<String> paths(Stream<String> paths) {
    return Fit.texts(paths, MOST_PATHS, Fit.MOST / 4);
  }

  static String shown(PathChange change) {
    String type = change.type().name().toLowerCase(Locale.ROOT);
    return change.from() == null
        ? type + " " + change.path()
        : type + " " + change.from() + " -> " + change.path();
  }

  private static Tool pull() {
    return new Tool(
        "pull",
        "Pull",
        "Fetch, and bring the current branch up to date. After a conflict: rebase has changed "
            + "nothing; merge leaves both sides in the files named, so edit them, commit and push, "
            + "or abort.",
        Toolset.GIT,
        Set.of(),
        Schema.input()
            .text("folder", FOLDER)
            .text("repo", "Default: the one it was cloned from")
            .oneOf("how", "Default: ff_only", List.of("ff_only", "merge", "rebase", "abort"))
            .text("token", "A handle. Default: a lease of its own")
            .require("folder"),
        Schema.output().fields("string", "outcome", "head"),
        Hints.OVERWRITES,
        WorkTools::pull);
  }

  private static Answer pull(Call call) throws Exception {
    try (Checkout checkout = Copies.open(call)) {
      if ("abort".equals(call.arguments().textOr("how", null))) {
        return abort(call, checkout);
      }
      String repo = Copies.repo(call, checkout); // which settles the store
      GitRemote remote = call.remote(call.store().repo(repo));
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
      Merged merged = pull(checkout, remote, new Pull(how, null, Words.AGENT));
      return Answer.of("outcome", merged.outcome().name().toLowerCase(Locale.ROOT))
          .with("head", merged.head());
    }
  }

  private static Merged pull(Checkout checkout, GitRemote remote, Pull request) {
    try {
      return checkout.pull(remote, request);
    } catch (RevisionNotFoundException missing) {
      @Nullable String branch = checkout.status().branch();
      if (branch == null || remote.refs().containsKey("refs/heads/" + branch)) {
        throw missing;
      }
      throw new RefusedException(
          "revision_not_found",
          "There is no branch '" + branch + "' in the repo yet, so there is nothing to pull: push "
              + "makes it.");
    }
  }

  /** Only a merge is ever left half done: a rebase that has a conflict changes nothing. */
  private static Answer abort(Call call, Checkout checkout) throws Exception {
    if (call.dryRun()) {
      return Would.succeed(call, "This would give up the merge that is under way.", () -> {
        if (!checkout.status().merging()) {
          throw new RefusedException("ref_refused", "There is no merge under way to abort.");
        }
      });
    }
    checkout.abortMerge();
    return Answer.of("outcome", "aborted").with("head", checkout.status().head());
  }
}
