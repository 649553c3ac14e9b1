package dev.repostore.mcp;

import dev.repostore.Commit;
import dev.repostore.InvalidRequestException;
import dev.repostore.ReadLog;
import dev.repostore.git.Checkout;
import dev.repostore.git.GitRemote;
import dev.repostore.git.Log;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Commits, of a working copy or of a repo. */
final class LogTool {

  private static final int PAGE = 20;
  private static final int MOST = 200;
  private static final int MOST_MESSAGE = 2_000;
  private static final int MOST_AUTHOR = 200;
  private static final Pattern RANGE = Pattern.compile("(.*?)(\\.{2,3})(.*)");

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
            .text("cursor", ""),
        Schema.output()
            .fields("string", "notice", "next_cursor")
            .objects(
                "commits",
                "",
                Schema.output().fields("string", "commit", "author", "date", "message")),
        Hints.READS,
        LogTool::run);
  }

  private static Answer run(Call call) throws IOException {
    int limit = (int) call.arguments().number("limit", PAGE, 1, MOST);
    Cursor cursor = Cursor.of(call.arguments());
    return OneOf.folder(call) ? ofFolder(call, limit, cursor) : ofRepo(call, limit, cursor);
  }

  private static Answer ofFolder(Call call, int limit, Cursor cursor) throws IOException {
    try (Checkout checkout = Copies.open(call)) {
      String range = cursor.commit() == null
          ? fixed(checkout, call.arguments().find("ref").orElse("HEAD"))
          : cursor.commit();
      List<Commit> commits = checkout.log(Log.of(range)
          .withPaths(call.arguments().texts("paths").toArray(String[]::new))
          .withLimit(limit + 1)
          .withSkip(cursor.offset()));
      return page(commits, limit, range, cursor.offset());
    }
  }

  /** A range by the hashes of its ends, where they are now: the same on the next page. */
  private static String fixed(Checkout checkout, String range) {
    Matcher ends = RANGE.matcher(range);
    return ends.matches()
        ? tip(checkout, ends.group(1)) + ends.group(2) + tip(checkout, ends.group(3))
        : tip(checkout, range);
  }

  private static String tip(Checkout checkout, String end) {
    String revision = end.isEmpty() ? "HEAD" : end;
    List<Commit> last = checkout.log(Log.of(revision).withLimit(1));
    return last.isEmpty() ? revision : last.get(0).hash();
  }

  private static Answer ofRepo(Call call, int limit, Cursor cursor) {
    if (!call.arguments().texts("paths").isEmpty()) {
      throw new InvalidRequestException(
          "paths", "Only a working copy's log can be held to paths. Clone the repo first.");
    }
    @Nullable String ref = cursor.commit() == null ? call.ref() : cursor.commit();
    GitRemote remote = call.remote(call.repo("repo"));
    List<Commit> commits = remote.log(new ReadLog(ref, limit + 1, cursor.offset()));
    if (commits.isEmpty() && ref != null && cursor.offset() == 0) {
      remote
          .read(ref)
          .close(); // fails with what is wrong: a log of nothing looks like a new repo's
    }
    // The first of all is the commit the log is of.
    String of = cursor.commit() != null || commits.isEmpty()
        ? String.valueOf(cursor.commit())
        : commits.get(0).hash();
    return page(commits, limit, of, cursor.offset());
  }

  private static Answer page(List<Commit> commits, int limit, String of, int offset) {
    List<Answer> told =
        Fit.answers(commits.stream().limit(limit).map(LogTool::shown).toList());
    return Answer.of("notice", Untrusted.NOTICE)
        .with("commits", told)
        .with(
            "next_cursor",
            commits.size() > told.size() ? Cursor.at(of, offset + told.size()) : null);
  }

  private static Answer shown(Commit commit) {
    String author = commit.author().name() + " <" + commit.author().email() + ">";
    return Answer.of("commit", commit.hash())
        .with("author", Words.cut(author, MOST_AUTHOR))
        .with("date", commit.authoredAt())
        .with("message", Words.cut(commit.message().stripTrailing(), MOST_MESSAGE));
  }
}
