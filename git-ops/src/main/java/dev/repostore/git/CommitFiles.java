package dev.repostore.git;

import dev.repostore.InvalidRequestException;
import dev.repostore.Person;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * A request for one commit on a branch of a remote, made without a clone. Start with
 * {@link #on(String, String)}.
 *
 * @param branch its short name; it is made if it is not there, so that a misspelt one is a new
 *     branch: {@code expectedHead} guards against that
 * @param from what a new branch starts at (a branch, a tag or a commit); null for the default
 *     branch, and for nothing in an empty repo
 * @param message the subject, and after an empty line the rest
 * @param changes what the commit changes, in this order
 * @param expectedHead the commit the branch must be at (40 zeros: it must not be there); null for
 *     where it is when the commit is made
 * @param committer who commits; null for nobody yet: a commit is made only once one is named
 * @param author who wrote it; null for the committer
 * @param trailers lines for the end of the message
 * @param retries how often to make the commit again on top of what somebody else has pushed
 *     meanwhile, as long as that touches none of the same paths; 0 to be told at once. Commits of
 *     one push have the same
 */
public record CommitFiles(
    String branch,
    @Nullable String from,
    String message,
    List<FileChange> changes,
    @Nullable String expectedHead,
    @Nullable Person committer,
    @Nullable Person author,
    List<Trailer> trailers,
    int retries) {

  /** The most retries there can be. */
  public static final int MOST_RETRIES = 20;

  /** @throws InvalidRequestException with the name of the field that is not as it must be */
  public CommitFiles {
    branch = branch.startsWith(Constants.R_HEADS)
        ? branch.substring(Constants.R_HEADS.length())
        : branch;
    changes = List.copyOf(changes);
    trailers = List.copyOf(trailers);
    require("branch", RefName.isForBranch(branch), "is no branch's name");
    require("message", !message.isBlank(), "is blank. Say in a line what the commit changes");
    require(
        "expected_head",
        expectedHead == null || ObjectId.isId(expectedHead),
        "is not the 40 hex digits of a commit");
    require("retries", retries >= 0 && retries <= MOST_RETRIES, "must be 0 to " + MOST_RETRIES);
  }

  private static void require(String field, boolean right, String why) {
    if (!right) {
      throw new InvalidRequestException(field, "The field '" + field + "' " + why + ".");
    }
  }

  /** A commit without changes and without a committer yet. */
  public static CommitFiles on(String branch, String message) {
    return new CommitFiles(branch, null, message, List.of(), null, null, null, List.of(), 0);
  }

  /** The same and one more change. */
  public CommitFiles with(FileChange change) {
    List<FileChange> more = new ArrayList<>(changes);
    more.add(change);
    return withChanges(more);
  }

  /** The same with other changes. */
  public CommitFiles withChanges(List<FileChange> changes) {
    return new CommitFiles(
        branch, from, message, changes, expectedHead, committer, author, trailers, retries);
  }

  /** The same with another start for a new branch. */
  public CommitFiles withFrom(@Nullable String from) {
    return new CommitFiles(
        branch, from, message, changes, expectedHead, committer, author, trailers, retries);
  }

  /** The same, only if the branch is at this commit. */
  public CommitFiles withExpectedHead(@Nullable String expectedHead) {
    return new CommitFiles(
        branch, from, message, changes, expectedHead, committer, author, trailers, retries);
  }

  /** The same, only if there is no such branch. */
  public CommitFiles onlyIfNew() {
    return withExpectedHead(ObjectId.zeroId().name());
  }

  /** The same by another committer. */
  public CommitFiles withCommitter(Person committer) {
    return new CommitFiles(
        branch, from, message, changes, expectedHead, committer, author, trailers, retries);
  }

  /** The same by another author. */
  public CommitFiles withAuthor(@Nullable Person author) {
    return new CommitFiles(
        branch, from, message, changes, expectedHead, committer, author, trailers, retries);
  }

  /** The same with one more line at the message's end, {@code key: value}. */
  public CommitFiles withTrailer(String key, String value) {
    List<Trailer> more = new ArrayList<>(trailers);
    more.add(new Trailer(key, value));
    return new CommitFiles(
        branch, from, message, changes, expectedHead, committer, author, more, retries);
  }

  /** The same, made again so often if somebody else was faster. */
  public CommitFiles withRetries(int retries) {
    return new CommitFiles(
        branch, from, message, changes, expectedHead, committer, author, trailers, retries);
  }
}
