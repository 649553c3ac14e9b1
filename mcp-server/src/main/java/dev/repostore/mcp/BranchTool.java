package dev.repostore.mcp;

import dev.repostore.git.Branch;
import dev.repostore.git.Checkout;
import dev.repostore.git.Diff;
import dev.repostore.git.Log;
import dev.repostore.git.Status;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Branches of a working copy. */
final class BranchTool {

  private static final int MOST = 200;

  private BranchTool() {}

  static Tool tool() {
    return new Tool(
        "branch",
        "Branch",
        "List, create (and switch to), switch to or delete branches of a working copy.",
        Toolset.GIT,
        Set.of(),
        Schema.input()
            .text("folder", "In the workspace")
            .oneOf("action", "Default: list", List.of("list", "create", "switch", "delete"))
            .text("name", "")
            .text("from", "Where a new one starts. Default: HEAD")
            .text("cursor", "")
            .require("folder"),
        Schema.output()
            .fields("string", "branch", "next_cursor")
            .objects("branches", "", Schema.output().fields("string", "name", "head")),
        Hints.OVERWRITES,
        BranchTool::run);
  }

  private static Answer wouldDo(Call call, Checkout checkout, String action) throws Exception {
    String name = name(call, action);
    String from = call.arguments().find("from").orElse("HEAD");
    return Would.succeed(call, "This would " + action + " the branch '" + name + "'.", () -> {
      if (action.equals("create")) {
        checkout.branches().requireFree(name);
      } else if (checkout.branches().list().stream()
          .noneMatch(branch -> branch.name().equals(name))) {
        throw refused("There is no branch '" + name + "'.");
      }
      if (action.equals("delete")) {
        requireDeletable(checkout, name);
      } else {
        requireReachable(checkout, action.equals("create") ? from : name);
      }
    });
  }

  private static void requireDeletable(Checkout checkout, String name) {
    if (name.equals(checkout.status().branch())) {
      throw refused("The branch '" + name + "' is the current one. Switch to another first.");
    }
    if (!checkout.log(Log.of("HEAD.." + name).withLimit(1)).isEmpty()) {
      throw refused("The branch '" + name + "' has commits that the current one has not.");
    }
  }

  /** Files that differ there and have changed here stand in the way. */
  private static void requireReachable(Checkout checkout, String commit) {
    Status status = checkout.status();
    if (status.merging()) {
      throw refused("A merge is under way. Commit it first.");
    }
    Set<String> changed = new TreeSet<>(status.untracked());
    status.staged().forEach(change -> changed.add(change.path()));
    status.unstaged().forEach(change -> changed.add(change.path()));
    boolean lost =
        checkout
            .diff(Diff.between("HEAD", commit).withRenames(false).withMaxBytes(0))
            .files()
            .stream()
            .anyMatch(file -> changed.contains(file.change().path()));
    if (lost) {
      throw refused("Changes that are not committed would be lost. Commit them first.");
    }
  }

  private static RefusedException refused(String why) {
    return new RefusedException("ref_refused", why);
  }

  private static String name(Call call, String action) {
    String name = call.text("name");
    return action.equals("create") ? Words.newBranch(name, "name") : Words.branch(name);
  }

  private static Answer run(Call call) throws Exception {
    try (Checkout checkout = Copies.open(call)) {
      String action = call.arguments().find("action").orElse("list");
      if (!action.equals("list") && call.dryRun()) {
        return wouldDo(call, checkout, action);
      }
      switch (action) {
        case "create" ->
          Copies.startBranch(
              checkout, name(call, action), call.arguments().find("from").orElse("HEAD"));
        case "switch" -> checkout.switchTo(name(call, action));
        case "delete" -> checkout.branches().delete(name(call, action), false);
        default -> {
          // Every action ends with the list.
        }
      }
      return page(checkout, call.arguments().find("cursor").orElse(""));
    }
  }

  /** They are in order of name: what comes after the last one told is what has not been told. */
  private static Answer page(Checkout checkout, String after) {
    List<Branch> left = checkout.branches().list().stream()
        .filter(branch -> branch.name().compareTo(after) > 0)
        .toList();
    List<Answer> told = Fit.answers(left.stream()
        .limit(MOST)
        .map(branch -> Answer.of("name", branch.name()).with("head", branch.hash()))
        .toList());
    boolean more = told.size() < left.size();
    return Answer.of("branch", checkout.status().branch())
        .with("branches", told)
        .with("next_cursor", more ? left.get(told.size() - 1).name() : null);
  }
}
