package dev.repostore.tck;

import dev.repostore.RepoInfo;
import dev.repostore.RepoStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.FileUtils;
import org.jspecify.annotations.Nullable;

/** A repo of the good store: what it says of itself, its commits and its tokens, newest first. */
final class GoodRepo {

  final Repository git;
  final Deque<GoodToken> tokens = new ArrayDeque<>();
  private volatile RepoInfo info;

  GoodRepo(RepoInfo info, Repository git) {
    this.info = info;
    this.git = git;
  }

  static RepoInfo info(
      String id,
      String name,
      @Nullable String description,
      String branch,
      Instant now,
      @Nullable String source,
      boolean readOnly,
      URI remote) {
    return new RepoInfo(
        id, name, description, branch, now, now, null, source, readOnly, RepoStatus.READY, remote);
  }

  RepoInfo info() {
    return info;
  }

  /** The full name of the default branch. */
  String defaultRef() {
    return Constants.R_HEADS + info.defaultBranch();
  }

  /** Few are on disk. */
  void discard() {
    git.close();
    if (git.getDirectory() != null) {
      try {
        FileUtils.delete(git.getDirectory(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
      } catch (IOException left) {
        throw new UncheckedIOException(left);
      }
    }
  }

  void pushed(Instant now) {
    RepoInfo old = info;
    info = new RepoInfo(
        old.id(),
        old.name(),
        old.description(),
        old.defaultBranch(),
        old.createdAt(),
        now,
        now,
        old.source(),
        old.readOnly(),
        old.status(),
        old.remote());
  }
}
