package dev.repostore.mcp;

import dev.repostore.Commit;
import dev.repostore.InvalidRequestException;
import dev.repostore.ReadLog;
import dev.repostore.git.Checkout;
import dev.repostore.git.Log;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Commits, of a working copy or of a repo. */
final class LogTool {

  private static final int PAGE = 20;
  private static final int MOST = 200;
  private static final int MOST_MESSAGE = 2_000;
  private static final int MOST_AUTHOR = 200;

  private LogTool() {}

  static Tool tool() {
    return new Tool(
        "log",
        "Log",
        "Commits, newest first, of a working copy (folder) or without a clone (repo).",
        Toolset.GIT,
        Set.of(),
        Schema.input()
            .text("folder", "In the workspace")
            .text("repo", "")
            .text("ref", "Branch, tag or commit; of a folder also a range such as main..HEAD")
            .texts("paths", "Of a folder: only commits that touch these")
            .number("limit", "Default: " + PAGE, 1, MOST)
            .number("skip", "", 0, 1_000_000),
        Schema.output()
            .fields("string", "notice")
            .fields("integer", "next_skip")
            .objects(
                "commits",
                "",
                Schema.output().fields("string", "commit", "author", "date", "message")),
        Hints.READS,
        LogTool::run);
  }

  private static Answer run(Call call) {
    int limit = (int) call.arguments().number("limit", PAGE, 1, MOST);
    int skip = (int) call.arguments().number("skip", 0, 0, 1_000_000);
    List<Commit> commits =
        OneOf.folder(call) ? ofFolder(call, limit + 1, skip) : ofRepo(call, limit + 1, skip);
    List<Answer> told =
        Fit.answers(commits.stream().limit(limit).map(LogTool::shown).toList());
    return Answer.of("notice", Untrusted.NOTICE)
        .with("commits", told)
        .with("next_skip", commits.size() > told.size() ? skip + told.size() : null);
  }

  private static List<Commit> ofFolder(Call call, int limit, int skip) {
    try (Checkout checkout = Copies.open(call)) {
      return checkout.log(Log.of(call.arguments().find("ref").orElse("HEAD"))
          .withPaths(call.arguments().texts("paths").toArray(String[]::new))
          .withLimit(limit)
          .withSkip(skip));
    }
  }

  private static List<Commit> ofRepo(Call call, int limit, int skip) {
    if (!call.arguments().texts("paths").isEmpty()) {
      throw new InvalidRequestException(
          "paths", "Only a working copy's log can be held to paths. Clone the repo first.");
    }
    @Nullable String ref = call.arguments().textOr("ref", null);
    return call.remote(call.repo("repo")).log(new ReadLog(ref, limit, skip));
  }

  private static Answer shown(Commit commit) {
    String author = commit.author().name() + " <" + commit.author().email() + ">";
    return Answer.of("commit", commit.hash())
        .with("author", Words.cut(author, MOST_AUTHOR))
        .with("date", commit.authoredAt())
        .with("message", Words.cut(commit.message().stripTrailing(), MOST_MESSAGE));
  }
}
