package dev.repostore.mcp;

import dev.repostore.InvalidRequestException;
import dev.repostore.Names;
import dev.repostore.git.Checkout;
import dev.repostore.git.GitRemote;
import dev.repostore.git.Push;
import dev.repostore.git.PushReport;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Pushing from a working copy. */
final class PushTool {

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}");

  private PushTool() {}

  static Tool tool() {
    return new Tool(
        "push",
        "Push",
        "Push a working copy's branch. A refused push changes nothing: pull, and push again. force "
            + "needs the commit the remote branch is expected at, and a person's yes or a plan_id.",
        Toolset.GIT,
        Set.of(),
        Schema.input()
            .text("folder", "In the workspace")
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
        PushTool::push);
  }

  private static Answer push(Call call) throws Exception {
    try (Checkout checkout = Copies.open(call)) {
      String repo = Copies.repo(call, checkout);
      GitRemote remote = call.remote(call.store().repo(repo));
      String branch = call.arguments()
          .find("branch")
          .map(Words::branch)
          .or(() -> Optional.ofNullable(checkout.status().branch()))
          .orElseThrow(() -> new InvalidRequestException(
              "branch", "No branch is checked out. Name the branch to push HEAD to."));
      Push request = Push.of(source(checkout, branch) + ":refs/heads/" + branch);
      if (call.arguments().flag("tags")) {
        request = request.withTags();
      }
      @Nullable String lease = call.arguments().textOr("force_expecting", null);
      requireHash(lease);
      if (lease != null) {
        request = request.withLease("refs/heads/" + branch, lease);
      }
      if (call.dryRun()) {
        request = request.asDryRun().reportingOnly();
      } else if (lease != null) {
        confirm(call, repo, branch);
      }
      PushReport report = checkout.push(remote, request);
      return call.dryRun()
          ? shown(report).with("dry_run", true).with("would_succeed", report.good())
          : shown(report);
    }
  }

  /**
   * A branch that is here, or HEAD where that is on none: nothing else becomes part of a refspec.
   */
  private static String source(Checkout checkout, String branch) {
    @Nullable String current = checkout.status().branch();
    if (branch.equals(current)) {
      requireCommit(checkout, branch);
      return "HEAD";
    }
    if (checkout.branches().list().stream().anyMatch(known -> known.name().equals(branch))) {
      return "refs/heads/" + branch;
    }
    if (current == null) {
      Names.branch(branch, "branch");
      return "HEAD";
    }
    throw new InvalidRequestException(
        "branch", "There is no branch '" + branch + "' in this working copy. See branch.");
  }

  private static void requireCommit(Checkout checkout, String branch) {
    if (checkout.status().head() == null) {
      throw new RefusedException(
          "revision_not_found",
          "The branch '" + branch + "' has no commit yet, so there is nothing to push. Commit "
              + "first.");
    }
  }

  /** It is shown to the person who is asked. */
  private static void requireHash(@Nullable String lease) {
    if (lease != null && !HASH.matcher(lease).matches()) {
      throw new InvalidRequestException(
          "force_expecting",
          "The commit the branch is expected at is given by its 40 hex digits. See log.");
    }
  }

  private static void confirm(Call call, String repo, String branch) {
    call.confirm(
        "The branch '" + branch + "' of repo '" + repo + "' in store '" + call.storeName()
            + "' would be overwritten; commits that are only on it would be lost.",
        () -> call.store().get(repo).id() + " "
            + call.remote(call.store().repo(repo)).refs().get("refs/heads/" + branch));
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
}
