package dev.repostore.mcp;

import dev.repostore.Commit;
import dev.repostore.InvalidRequestException;
import dev.repostore.RepoInfo;
import dev.repostore.git.CommitFiles;
import dev.repostore.git.FileChange;
import dev.repostore.git.FileEntry;
import dev.repostore.git.GitRemote;
import dev.repostore.git.HeadMovedException;
import dev.repostore.git.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Committing files without a clone. */
final class CommitFilesTool {

  /** What a change may do to its path: two of them contradict each other. */
  private static final List<String> KINDS =
      List.of("text", "base64", "link_to", "delete", "rename_to");

  private static final String HEADS = "refs/heads/";

  /** As expected_head: that there is no such branch. */
  private static final String NOWHERE = "0".repeat(40);

  private CommitFilesTool() {}

  static Tool tool() {
    return new Tool(
        "commit_files",
        "Commit files",
        "One commit on a branch without a clone: put, delete or rename files. Makes the branch, or "
            + "an empty repo's first commit. With expected_head nobody's work is overwritten.",
        Toolset.CONTENT,
        Set.of(),
        Schema.input()
            .text("repo", "")
            .text("branch", "Default: the default branch")
            .text("message", "")
            .objects(
                "changes",
                "Each puts a path (text, base64 or a link_to), deletes it, or renames_to",
                Schema.input()
                    .text("path", "")
                    .text("text", "")
                    .text("base64", "")
                    .flag("executable", "")
                    .text("link_to", "")
                    .flag("delete", "")
                    .text("rename_to", "")
                    .require("path"))
            .text("expected_head", "Commit the branch must be at")
            .text("from", "Where a new branch starts")
            .text("author", "Name <email>")
            .require("repo", "message", "changes"),
        Schema.output().fields("string", "commit", "branch", "tree", "head"),
        Hints.OVERWRITES,
        CommitFilesTool::commit);
  }

  private static Answer commit(Call call) throws Exception {
    Arguments arguments = call.arguments();
    List<FileChange> changes = new ArrayList<>();
    arguments.objects("changes").forEach(change -> changes.add(change(change)));
    if (changes.isEmpty()) {
      throw new InvalidRequestException("changes", "There are no changes to commit. Name one.");
    }
    String branch = arguments
        .find("branch")
        .map(told -> Words.newBranch(told, "branch"))
        .orElseGet(() -> call.store().get(call.text("repo")).defaultBranch());
    CommitFiles request = CommitFiles.on(branch, call.text("message"))
        .withChanges(changes)
        .withFrom(arguments.find("from").map(Words::branch).orElse(null))
        .withExpectedHead(arguments.textOr("expected_head", null))
        .withCommitter(Words.AGENT)
        .withAuthor(arguments.find("author").map(Words::person).orElse(Words.AGENT));
    GitRemote remote = call.remote(call.repo("repo"));
    requireNewFor(request, remote);
    if (call.dryRun()) {
      return wouldCommit(call, remote, request);
    }
    Commit made = made(remote, request);
    return Answer.of("commit", made.hash()).with("branch", branch).with("tree", made.treeHash());
  }

  private static void requireNewFor(CommitFiles request, GitRemote remote) {
    if (request.from() != null && remote.refs().containsKey("refs/heads/" + request.branch())) {
      throw new InvalidRequestException(
          "from",
          "The branch '" + request.branch() + "' is there already, so it starts nowhere. Leave from"
              + " out to commit on top of it, or name a new branch.");
    }
  }

  /** Whoever named no head is content with any, as long as nobody's work is overwritten. */
  private static Commit made(GitRemote remote, CommitFiles request) {
    if (request.expectedHead() != null) {
      return remote.commit(request);
    }
    try {
      return remote.commit(request.withRetries(CommitFiles.MOST_RETRIES));
    } catch (HeadMovedException moved) {
      throw new RefusedException(
          "head_moved",
          "Nothing was committed: meanwhile somebody else has "
              + moved.head().map(head -> "committed " + head + " to").orElse("deleted")
              + " the branch '" + request.branch()
              + "', with changes to the same files, or has made"
              + " the branch. Look again at what you change, and call again.");
    }
  }

  private static Answer wouldCommit(Call call, GitRemote remote, CommitFiles request)
      throws Exception {
    Map<String, String> refs = remote.refs();
    @Nullable String head = refs.get(HEADS + request.branch());
    return Would.succeed(
            call,
            "This would commit " + request.changes().size() + " changes.",
            () -> requireExpected(request, head),
            () -> requireWritable(call),
            () -> requireRoom(request.branch(), refs.keySet()),
            () -> Rehearsal.of(
                files(remote, head == null ? request.from() : head, refs),
                request.changes(),
                head != null))
        .with("branch", request.branch())
        .with("head", head);
  }

  private static void requireExpected(CommitFiles request, @Nullable String head) {
    @Nullable String expected = request.expectedHead();
    if (expected != null && !expected.equals(head == null ? NOWHERE : head)) {
      throw new RefusedException("head_moved", "The branch is not at expected_head.");
    }
  }

  private static void requireWritable(Call call) {
    RepoInfo repo = call.store().get(call.text("repo"));
    if (repo.readOnly()) {
      throw new RefusedException(
          "access_refused", "The repo '" + repo.name() + "' is read-only. Commit to a fork of it.");
    }
  }

  /** To Git a branch is a file, and what is before a slash in its name a folder. */
  private static void requireRoom(String branch, Set<String> refs) {
    for (String ref : refs) {
      if ((HEADS + branch).startsWith(ref + "/") || ref.startsWith(HEADS + branch + "/")) {
        throw new RefusedException(
            "push_rejected",
            "There can be no branch '" + branch + "': '" + Words.branch(ref) + "' is in its way."
                + " Choose another name.");
      }
    }
  }

  private static List<FileEntry> files(
      GitRemote remote, @Nullable String start, Map<String, String> refs) {
    if (start == null && refs.keySet().stream().noneMatch(ref -> ref.startsWith(HEADS))) {
      return List.of();
    }
    try (Snapshot snapshot = remote.read(start)) {
      return snapshot.files();
    }
  }

  private static FileChange change(Arguments change) {
    String path = change.text("path");
    String kind = kind(change, path);
    if (change.flag("executable") && !kind.equals("text") && !kind.equals("base64")) {
      throw new InvalidRequestException(
          "executable",
          "The change of '" + path + "' has both executable and " + kind + ": only a file that is "
              + "put, with text or base64, can be executable.");
    }
    return switch (kind) {
      case "delete" -> FileChange.delete(path);
      case "rename_to" -> FileChange.rename(path, change.text(kind));
      case "link_to" -> link(path, change.text(kind));
      default ->
        change.flag("executable")
            ? FileChange.putExecutable(path, bytes(change))
            : FileChange.put(path, bytes(change));
    };
  }

  private static FileChange link(String path, String target) {
    try {
      return FileChange.link(path, target);
    } catch (InvalidRequestException refused) {
      String field = refused.field().filter("path"::equals).orElse("link_to");
      throw new InvalidRequestException(field, String.valueOf(refused.getMessage()));
    }
  }

  private static String kind(Arguments change, String path) {
    List<String> given = KINDS.stream()
        .filter(kind -> kind.equals("delete") ? change.flag(kind) : change.has(kind))
        .toList();
    if (given.size() != 1) {
      throw new InvalidRequestException(
          given.isEmpty() ? "changes" : given.get(given.size() - 1),
          "The change of '" + path + "' has "
              + (given.isEmpty() ? "none" : String.join(" and ", given))
              + ". It needs exactly one of " + String.join(", ", KINDS) + ".");
    }
    return given.get(0);
  }

  private static byte[] bytes(Arguments change) {
    Optional<String> text = change.find("text");
    if (text.isPresent()) {
      return text.get().getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(change.text("base64").replaceAll("\\s", ""));
    } catch (IllegalArgumentException malformed) {
      throw new InvalidRequestException("base64", "The field 'base64' is not Base64.");
    }
  }
}
