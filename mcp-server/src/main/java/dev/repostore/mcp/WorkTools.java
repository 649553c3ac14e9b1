package dev.repostore.mcp;

import dev.repostore.RepoInfo;
import dev.repostore.git.Checkout;
import dev.repostore.git.Clone;
import dev.repostore.git.GitRemote;
import dev.repostore.git.PathChange;
import dev.repostore.git.RemoteNotFoundException;
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
        PullTool.tool(),
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
    try (Checkout checkout = cloned(call, repo, folder, request)) {
      Copies.note(call, checkout, repo);
      Status status = checkout.status();
      return Answer.of("folder", Copies.shown(call, checkout))
          .with("path", checkout.folder())
          .with("branch", status.branch())
          .with("head", status.head());
    }
  }

  private static Checkout cloned(Call call, RepoInfo repo, String folder, Clone request) {
    GitRemote remote = call.remote(call.repo("repo"));
    try {
      return Checkout.clone(remote, call.workspace(), Copies.path(folder), request);
    } catch (RemoteNotFoundException missing) {
      requireRef(call, repo); // of a repo that is there: it is the ref that is not
      throw missing;
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
          "The repo '" + repo.name() + "' has no branch or tag '" + ref + "'. Leave ref"
              + " out for the default branch, or see log.");
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
        statusShown(),
        Hints.READS,
        call -> {
          try (Checkout checkout = Copies.open(call)) {
            return shown(checkout.status());
          }
        });
  }

  /** What {@link #shown(Status)} gives. */
  static Schema statusShown() {
    return Schema.output()
        .fields("string", "branch", "head")
        .fields("boolean", "clean", "merging", "truncated")
        .texts("staged", "")
        .texts("unstaged", "")
        .texts("untracked", "")
        .texts("conflicted", "");
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
}
