package dev.repostore.mcp;

import dev.repostore.git.Checkout;
import dev.repostore.git.Diff;
import dev.repostore.git.FileDiff;
import dev.repostore.git.Patch;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What differs, in a working copy or between two commits of a repo. */
final class DiffTool {

  private static final int USUAL_BYTES = 32_000;
  private static final int MOST_BYTES = 200_000;
  private static final int MOST_FILES = 300;

  private DiffTool() {}

  static Tool tool() {
    return new Tool(
        "diff",
        "Diff",
        "What differs: in a working copy (folder) since HEAD, new files by name, or between two "
            + "commits; or between two commits of a repo without a clone.",
        Toolset.GIT,
        Set.of(),
        Schema.input()
            .text("folder", "In the workspace")
            .text("repo", "")
            .text("from", "Branch, tag or commit")
            .text("to", "The same. Of a folder, default: its files")
            .texts("paths", "")
            .number("max_bytes", "Of patch. Default: " + USUAL_BYTES, 0, MOST_BYTES),
        Schema.output()
            .fields("string", "patch", "notice")
            .fields("boolean", "truncated")
            .objects(
                "files",
                "",
                Schema.output().fields("string", "change").fields("integer", "added", "deleted")),
        Hints.READS,
        DiffTool::run);
  }

  private static Answer run(Call call) throws IOException {
    Optional<String> from = call.arguments().find("from").map(Words::branch);
    Optional<String> to = call.arguments().find("to").map(Words::branch);
    boolean folder = OneOf.folder(call);
    Diff request = folder && from.isEmpty() && to.isEmpty()
        ? Diff.uncommitted()
        : Diff.between(
            from.orElse("HEAD"), folder ? to.orElse("HEAD") : to.orElseGet(() -> call.text("to")));
    request = request
        .withPaths(call.arguments().texts("paths").toArray(String[]::new))
        .withMaxBytes((int) call.arguments().number("max_bytes", USUAL_BYTES, 0, MOST_BYTES));
    if (!folder) {
      return shown(call.remote(call.repo("repo")).diff(request), List.of());
    }
    try (Checkout checkout = Copies.open(call)) {
      List<String> untracked = from.isEmpty() && to.isEmpty()
          ? untracked(checkout, call.arguments().texts("paths"))
          : List.of();
      return shown(checkout.diff(request), untracked);
    }
  }

  /** They are in no patch, and yet the next commit has them. */
  private static List<String> untracked(Checkout checkout, List<String> paths) {
    List<String> wanted =
        paths.stream().map(path -> path.replaceFirst("/+$", "")).toList();
    return checkout.status().untracked().stream()
        .filter(file -> wanted.isEmpty() || Copies.isAmong(file, wanted))
        .toList();
  }

  private static Answer shown(Patch patch, List<String> untracked) {
    List<Answer> files = Fit.answers(Stream.concat(
            patch.files().stream().map(DiffTool::shown),
            untracked.stream().map(path -> Answer.of("change", "untracked " + path)))
        .limit(MOST_FILES)
        .toList());
    return Answer.of("notice", Untrusted.NOTICE)
        .with("files", files)
        .with("patch", patch.text())
        .with(
            "truncated",
            patch.truncated() || patch.files().size() + untracked.size() > files.size());
  }

  private static Answer shown(FileDiff file) {
    return Answer.of("change", WorkTools.shown(file.change()))
        .with("added", file.added())
        .with("deleted", file.deleted())
        .with("binary", file.binary() ? true : null);
  }
}
