package dev.repostore.mcp;

import dev.repostore.Commit;
import dev.repostore.git.Checkout;
import dev.repostore.git.GitRemote;
import dev.repostore.git.Log;
import dev.repostore.git.Merge;
import dev.repostore.git.Merged;
import dev.repostore.git.Pull;
import dev.repostore.git.RevisionNotFoundException;
import dev.repostore.git.Status;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Bringing a working copy up to date. */
final class PullTool {

  private PullTool() {}

  static Tool tool() {
    return new Tool(
        "pull",
        "Pull",
        "Fetch, and bring the current branch up to date. After a conflict: rebase has changed "
            + "nothing; merge leaves both sides in the files named, so edit them, commit and push, "
            + "or abort.",
        Toolset.GIT,
        Set.of(),
        Schema.input()
            .text("folder", "In the workspace")
            .text("repo", "Default: the one it was cloned from")
            .oneOf("how", "Default: ff_only", List.of("ff_only", "merge", "rebase", "abort"))
            .text("token", "A handle. Default: a lease of its own")
            .require("folder"),
        Schema.output().fields("string", "outcome", "head", "remote_head"),
        Hints.OVERWRITES,
        PullTool::pull);
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
        return wouldPull(call, checkout, remote.refs(), how);
      }
      Merged merged = pull(checkout, remote, new Pull(how, null, Words.AGENT));
      return Answer.of("outcome", merged.outcome().name().toLowerCase(Locale.ROOT))
          .with("head", merged.head());
    }
  }

  /** Whether both sides changed the same lines shows only once it is fetched. */
  private static Answer wouldPull(
      Call call, Checkout checkout, Map<String, String> refs, Merge.How how) throws Exception {
    Status status = checkout.status();
    @Nullable String branch = status.branch();
    @Nullable String there = refs.get("refs/heads/" + branch);
    return Would.succeed(call, "This would bring what the repo has into '" + branch + "'.", () -> {
          if (branch == null) {
            throw refused("No branch is checked out, so there is nothing to pull into.");
          } else if (there == null) {
            throw nothingToPull(branch);
          } else if (status.merging()) {
            throw refused("A merge is under way. Finish it with commit, or give it up.");
          } else if (how == Merge.How.FAST_FORWARD_ONLY && status.head() != null) {
            requireForward(checkout, branch, there);
          }
        })
        .with("head", status.head())
        .with("remote_head", there);
  }

  /** As far as that can be told from what was fetched before. */
  private static void requireForward(Checkout checkout, String branch, String there) {
    Optional<List<Commit>> missing = commits(checkout, "HEAD.." + there);
    boolean behind = missing.isEmpty() || !missing.get().isEmpty();
    String known = missing.isPresent() ? there : "refs/remotes/origin/" + branch;
    if (behind
        && commits(checkout, known + "..HEAD").filter(own -> !own.isEmpty()).isPresent()) {
      throw refused(
          "There are commits here that the repo has not. Pull with how=merge or how=rebase.");
    }
  }

  /** One commit of a range if it has any; empty if an end of it is not here. */
  private static Optional<List<Commit>> commits(Checkout checkout, String range) {
    try {
      return Optional.of(checkout.log(Log.of(range).withLimit(1)));
    } catch (RevisionNotFoundException unknown) {
      return Optional.empty();
    }
  }

  private static RefusedException refused(String why) {
    return new RefusedException("ref_refused", why);
  }

  private static RefusedException nothingToPull(String branch) {
    return new RefusedException(
        "revision_not_found",
        "There is no branch '" + branch + "' in the repo yet, so there is nothing to pull: push "
            + "makes it.");
  }

  private static Merged pull(Checkout checkout, GitRemote remote, Pull request) {
    try {
      return checkout.pull(remote, request);
    } catch (RevisionNotFoundException missing) {
      @Nullable String branch = checkout.status().branch();
      if (branch == null || remote.refs().containsKey("refs/heads/" + branch)) {
        throw missing;
      }
      throw nothingToPull(branch);
    }
  }

  /** Only a merge is ever left half done: a rebase that has a conflict changes nothing. */
  private static Answer abort(Call call, Checkout checkout) throws Exception {
    if (call.dryRun()) {
      return Would.succeed(call, "This would give up the merge that is under way.", () -> {
        if (!checkout.status().merging()) {
          throw refused("There is no merge under way to abort.");
        }
      });
    }
    checkout.abortMerge();
    return Answer.of("outcome", "aborted").with("head", checkout.status().head());
  }
}
