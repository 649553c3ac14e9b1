package dev.repostore.mcp;

import dev.repostore.Commit;
import dev.repostore.git.Checkout;
import dev.repostore.git.CreateCommit;
import dev.repostore.git.PathChange;
import dev.repostore.git.Status;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Committing in a working copy. */
final class CommitTool {

  private CommitTool() {}

  static Tool tool() {
    return new Tool(
        "commit",
        "Commit",
        "Stage and commit what has changed in a working copy, all of it or the paths named.",
        Toolset.GIT,
        Set.of(),
        Schema.input()
            .text("folder", "In the workspace")
            .text("message", "")
            .texts("paths", "Default: all changes, untracked files too")
            .text("author", "Name <email>")
            .flag("amend", "Replace the last commit")
            .require("folder", "message"),
        WorkTools.statusShown().fields("string", "commit"),
        Hints.OVERWRITES,
        CommitTool::commit);
  }

  private static Answer commit(Call call) throws IOException {
    try (Checkout checkout = Copies.open(call)) {
      CreateCommit request = CreateCommit.of(call.text("message"))
          .withCommitter(Words.AGENT)
          .withAuthor(call.arguments().find("author").map(Words::person).orElse(Words.AGENT));
      Status status = checkout.status();
      List<String> paths = paths(call.arguments().texts("paths"), status);
      List<String> marked = Copies.marked(checkout, status.conflicted(), paths);
      if (call.dryRun()) {
        return wouldCommit(call, status, marked, paths);
      }
      if (!marked.isEmpty()) {
        throw new RefusedException("merge_conflict", unresolved(marked));
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

  /** Each as it is, also where it was told as it is shown. */
  private static List<String> paths(List<String> told, Status status) {
    return told.stream()
        .map(path -> {
          boolean hidden = !Visible.hidden(path).equals(path)
              && touched(status).noneMatch(file -> Copies.isAmong(file, List.of(path)));
          return hidden ? Visible.hidden(path) : path;
        })
        .toList();
  }

  private static Answer wouldCommit(
      Call call, Status status, List<String> marked, List<String> paths) {
    boolean left = !paths.isEmpty()
        && status.conflicted().stream().anyMatch(path -> !Copies.isAmong(path, paths));
    boolean amend = call.arguments().flag("amend");
    boolean unamendable = amend && (status.head() == null || status.merging());
    boolean nothing = !amend
        && !status.merging()
        && status.staged().isEmpty()
        && touched(status).noneMatch(path -> paths.isEmpty() || Copies.isAmong(path, paths));
    String message = "This would commit.";
    if (!marked.isEmpty()) {
      message = unresolved(marked);
    } else if (left) {
      message = "There are conflicts in files that are not among the paths. Name those too.";
    } else if (unamendable) {
      message = status.head() == null
          ? "There is no commit to amend yet. Commit without amend."
          : "A merge is under way, which amending would drop. Commit without amend.";
    } else if (nothing) {
      message = "There is nothing to commit.";
    }
    return WorkTools.shown(status)
        .with("dry_run", true)
        .with("would_succeed", marked.isEmpty() && !left && !unamendable && !nothing)
        .with("message", message);
  }

  private static Stream<String> touched(Status status) {
    return Stream.of(
            status.unstaged().stream().map(PathChange::path),
            status.untracked().stream(),
            status.conflicted().stream())
        .flatMap(paths -> paths);
  }

  private static String unresolved(List<String> marked) {
    return "Nothing was committed: these files were in conflict and still have the conflict's "
        + "markers (lines that begin with <<<<<<< or >>>>>>>): "
        + String.join(", ", Fit.texts(marked.stream(), 50, 1_000))
        + ". Edit them so that each says what it should, without these lines, and commit again.";
  }
}
