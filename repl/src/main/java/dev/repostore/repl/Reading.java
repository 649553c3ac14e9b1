package dev.repostore.repl;

import dev.repostore.Blob;
import dev.repostore.NotFoundException;
import dev.repostore.TreeEntry;
import dev.repostore.git.GitRemote;
import dev.repostore.git.Grep;
import dev.repostore.git.GrepHit;
import dev.repostore.git.Snapshot;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What is in a repo, read without a clone. */
final class Reading {

  private final GitRemote remote;
  private final String repo;

  private Reading(GitRemote remote, String repo) {
    this.remote = remote;
    this.repo = repo;
  }

  static Reading of(Session session, String repo) {
    return new Reading(session.remote(repo), repo);
  }

  /** @param ref null for the default branch */
  Listing<TreeEntry> folder(@Nullable String ref, String folder) {
    return remote
        .list(ref, folder)
        .map(Listing::new)
        .orElseThrow(() -> missing("folder", folder, ref));
  }

  String text(@Nullable String ref, String path) {
    try (Blob blob = remote.file(ref, path).orElseThrow(() -> missing("file", path, ref))) {
      return new String(blob.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  Listing<GrepHit> grep(@Nullable String ref, Grep request) {
    try (Snapshot snapshot = remote.read(ref)) {
      return new Listing<>(snapshot.grep(request));
    }
  }

  private NotFoundException missing(String kind, String path, @Nullable String ref) {
    if (ref == null && remote.refs().isEmpty()) {
      return new NotFoundException("The repo '" + repo + "' has no commit yet. Make the first one,"
          + " as with commitFiles(\"" + repo
          + "\", \"main\", \"Begin\", file(\"README.md\", \"…\")).");
    } else if (ref == null && path.isEmpty()) {
      return new NotFoundException(
          "The default branch of the repo '" + repo + "' has no commit yet."
              + " Name another branch: ls(\"" + repo + "\", \"BRANCH\", \"\").");
    }
    String where = ref == null ? "on the default branch" : "at '" + Visible.line(ref) + "'";
    return new NotFoundException("There is no " + kind + " '" + Visible.line(path) + "' " + where
        + " of the repo '" + repo + "'. Look what there is with ls(\"" + repo + "\").");
  }
}
