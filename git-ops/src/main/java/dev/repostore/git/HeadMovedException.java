package dev.repostore.git;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A branch is not where a commit expected it to be: somebody else was faster. Nothing was changed.
 */
public final class HeadMovedException extends GitException {

  private static final long serialVersionUID = 1L;

  private final String branch;
  private final @Nullable String head;

  HeadMovedException(String branch, @Nullable String expected, @Nullable String head) {
    super(
        "The commit was not made: the branch '" + branch + "' is "
            + (head == null ? "not there" : "at " + head) + ", and was expected "
            + (expected == null ? "not to be there" : "at " + expected)
            + ". Read it again, and commit on top of what is there.",
        null);
    this.branch = branch;
    this.head = head;
  }

  /** The branch's short name. */
  public String branch() {
    return branch;
  }

  /** The commit the branch is at; empty if it is not there. */
  public Optional<String> head() {
    return Optional.ofNullable(head);
  }
}
