package dev.repostore.git;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a working copy differs from its last commit, at the time it was looked at. Each list is in
 * order of path.
 *
 * @param branch the branch switched to, which may have no commit yet; null if HEAD is detached
 * @param head the last commit's hash, 40 hex digits; null if there is none
 * @param staged what the next commit changes; no renames are looked for
 * @param unstaged what else differs in files that Git follows
 * @param untracked files that Git does not follow and is not told to ignore; a repository inside is
 *     one path with a {@code /} at its end
 * @param conflicted files with a conflict that is not resolved
 * @param merging whether a merge has begun that is neither committed nor aborted
 */
public record Status(
    @Nullable String branch,
    @Nullable String head,
    List<PathChange> staged,
    List<PathChange> unstaged,
    List<String> untracked,
    List<String> conflicted,
    boolean merging) {

  /** Copies the lists. */
  public Status {
    staged = List.copyOf(Objects.requireNonNull(staged, "staged"));
    unstaged = List.copyOf(Objects.requireNonNull(unstaged, "unstaged"));
    untracked = List.copyOf(Objects.requireNonNull(untracked, "untracked"));
    conflicted = List.copyOf(Objects.requireNonNull(conflicted, "conflicted"));
  }

  /** Whether nothing differs, and no merge is under way. */
  public boolean clean() {
    return staged.isEmpty()
        && unstaged.isEmpty()
        && untracked.isEmpty()
        && conflicted.isEmpty()
        && !merging;
  }
}
