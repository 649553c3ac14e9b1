package dev.repostore.git;

import dev.repostore.InvalidRequestException;
import dev.repostore.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request for a commit of what is staged. Start with {@link #of(String)} or {@link #amending()}.
 *
 * @param message the subject, and after an empty line the rest; null to keep the amended commit's
 * @param author who wrote it; null for the amended commit's, else the committer
 * @param committer who commits it; null for the {@code user.name} and {@code user.email} of the
 *     repository's own settings; where those name nobody the commit is refused. Settings of Git's
 *     user are not read
 * @param authoredAt when it was written, to the second; null for the amended commit's, else now
 * @param trailers lines for the end of the message, such as {@code Co-authored-by}
 * @param allowEmpty whether it is made if it changes nothing
 * @param amend whether it takes the place of the last commit
 */
public record CreateCommit(
    @Nullable String message,
    @Nullable Person author,
    @Nullable Person committer,
    @Nullable Instant authoredAt,
    List<Trailer> trailers,
    boolean allowEmpty,
    boolean amend) {

  /**
   * @throws InvalidRequestException with field {@code message} if it is blank, or null and nothing
   *     is amended; {@code authored_at} if that is before 1970
   */
  public CreateCommit {
    trailers = List.copyOf(Objects.requireNonNull(trailers, "trailers"));
    if (message == null ? !amend : message.isBlank()) {
      throw new InvalidRequestException(
          "message", "The commit has no message. Say in a line what it changes.");
    }
    if (authoredAt != null && authoredAt.isBefore(Instant.EPOCH)) {
      throw new InvalidRequestException(
          "authored_at",
          "It was written at " + authoredAt
              + ", and Git has no time before 1970. Give a later one.");
    }
  }

  /** A commit with this message. */
  public static CreateCommit of(String message) {
    Objects.requireNonNull(message, "message");
    return new CreateCommit(message, null, null, null, List.of(), false, false);
  }

  /** The last commit again, with what is staged added to it. */
  public static CreateCommit amending() {
    return new CreateCommit(null, null, null, null, List.of(), true, true);
  }

  /** The same request with another message. */
  public CreateCommit withMessage(String message) {
    return new CreateCommit(message, author, committer, authoredAt, trailers, allowEmpty, amend);
  }

  /** The same request by another author. */
  public CreateCommit withAuthor(Person author) {
    return new CreateCommit(message, author, committer, authoredAt, trailers, allowEmpty, amend);
  }

  /** The same request by another committer. */
  public CreateCommit withCommitter(Person committer) {
    return new CreateCommit(message, author, committer, authoredAt, trailers, allowEmpty, amend);
  }

  /** The same request, written at another time. */
  public CreateCommit withAuthoredAt(Instant authoredAt) {
    return new CreateCommit(message, author, committer, authoredAt, trailers, allowEmpty, amend);
  }

  /** The same request with one more line at the message's end, {@code key: value}. */
  public CreateCommit withTrailer(String key, String value) {
    List<Trailer> more = new ArrayList<>(trailers);
    more.add(new Trailer(key, value));
    return new CreateCommit(message, author, committer, authoredAt, more, allowEmpty, amend);
  }

  /** The same request, for a commit that may change nothing. */
  public CreateCommit withAllowEmpty(boolean allowEmpty) {
    return new CreateCommit(message, author, committer, authoredAt, trailers, allowEmpty, amend);
  }
}
