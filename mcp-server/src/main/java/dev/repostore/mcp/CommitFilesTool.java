package dev.repostore.mcp;

import dev.repostore.Commit;
import dev.repostore.InvalidRequestException;
import dev.repostore.git.CommitFiles;
import dev.repostore.git.FileChange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Committing files without a clone. */
final class CommitFilesTool {

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
        Schema.output().fields("string", "commit", "branch", "tree"),
        Hints.OVERWRITES,
        CommitFilesTool::commit);
  }

  private static Answer commit(Call call) {
    Arguments arguments = call.arguments();
    List<FileChange> changes = new ArrayList<>();
    arguments.objects("changes").forEach(change -> changes.add(change(change)));
    if (changes.isEmpty()) {
      throw new InvalidRequestException("changes", "There are no changes to commit. Name one.");
    }
    String branch = arguments
        .find("branch")
        .orElseGet(() -> call.store().get(call.text("repo")).defaultBranch());
    CommitFiles request = CommitFiles.on(branch, call.text("message"))
        .withChanges(changes)
        .withFrom(arguments.textOr("from", null))
        .withExpectedHead(arguments.textOr("expected_head", null))
        .withCommitter(Words.AGENT)
        .withAuthor(arguments.find("author").map(Words::person).orElse(Words.AGENT));
    if (call.dryRun()) {
      return wouldCommit(call, request);
    }
    Commit made = call.remote(call.repo("repo")).commit(request);
    return Answer.of("commit", made.hash()).with("branch", branch).with("tree", made.treeHash());
  }

  private static Answer wouldCommit(Call call, CommitFiles request) {
    @Nullable
    String head = call.remote(call.repo("repo")).refs().get("refs/heads/" + request.branch());
    boolean moved =
        request.expectedHead() != null && !request.expectedHead().equals(String.valueOf(head));
    return Answer.of("dry_run", true)
        .with("branch", request.branch())
        .with("head", head)
        .with("would_succeed", !moved)
        .with(
            "message",
            moved
                ? "The branch is not at expected_head."
                : "This would commit " + request.changes().size() + " changes.");
  }

  private static FileChange change(Arguments change) {
    String path = change.text("path");
    if (change.flag("delete")) {
      return FileChange.delete(path);
    }
    Optional<String> to = change.find("rename_to");
    if (to.isPresent()) {
      return FileChange.rename(path, to.get());
    }
    Optional<String> link = change.find("link_to");
    if (link.isPresent()) {
      return FileChange.link(path, link.get());
    }
    byte[] bytes = bytes(change);
    return change.flag("executable")
        ? FileChange.putExecutable(path, bytes)
        : FileChange.put(path, bytes);
  }

  private static byte[] bytes(Arguments change) {
    Optional<String> text = change.find("text");
    Optional<String> base64 = change.find("base64");
    if (text.isPresent() == base64.isPresent()) {
      throw new InvalidRequestException(
          "changes",
          "The change of '" + change.text("path")
              + "' needs one of text, base64, link_to, delete and rename_to.");
    }
    if (text.isPresent()) {
      return text.get().getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(base64.get().replaceAll("\\s", ""));
    } catch (IllegalArgumentException malformed) {
      throw new InvalidRequestException("base64", "The field 'base64' is not Base64.");
    }
  }
}
