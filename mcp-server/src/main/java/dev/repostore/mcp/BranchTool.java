package dev.repostore.mcp;

import dev.repostore.git.Branch;
import dev.repostore.git.Checkout;
import java.util.List;
import java.util.Set;

/** Branches of a working copy. */
final class BranchTool {

  private static final int MOST = 200;

  private BranchTool() {}

  static Tool tool() {
    return new Tool(
        "branch",
        "Branch",
        "List, create, switch to or delete branches of a working copy.",
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

  private static Answer wouldDo(Checkout checkout, String action, String name) {
    boolean there =
        checkout.branches().list().stream().anyMatch(branch -> branch.name().equals(name));
    boolean wanted = !action.equals("create");
    return Answer.of("dry_run", true)
        .with("would_succeed", there == wanted)
        .with(
            "message",
            there == wanted
                ? "This would " + action + " the branch '" + name + "'."
                : "There is " + (there ? "a" : "no") + " branch '" + name + "'.");
  }

  private static Answer run(Call call) {
    try (Checkout checkout = Copies.open(call)) {
      String action = call.arguments().find("action").orElse("list");
      if (!action.equals("list") && call.dryRun()) {
        return wouldDo(checkout, action, call.text("name"));
      }
      switch (action) {
        case "create" ->
          Copies.startBranch(
              checkout, call.text("name"), call.arguments().find("from").orElse("HEAD"));
        case "switch" -> checkout.switchTo(call.text("name"));
        case "delete" -> checkout.branches().delete(call.text("name"), false);
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
