package dev.repostore.git;

import dev.repostore.Commit;
import dev.repostore.Person;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

/** Commits as the vocabulary has them. */
final class Commits {

  private Commits() {}

  /** @param parsed with its header and body */
  static Commit of(RevCommit parsed) {
    @Nullable PersonIdent author = readable(parsed::getAuthorIdent);
    @Nullable PersonIdent committer = readable(parsed::getCommitterIdent);
    List<String> parents =
        Arrays.stream(parsed.getParents()).map(RevCommit::name).toList();
    return new Commit(
        parsed.name(),
        parsed.getTree().name(),
        withoutLastBreak(parsed.getFullMessage()),
        person(author),
        person(committer),
        parents,
        when(author),
        when(committer));
  }

  /** Null where a commit has a time that no calendar has. */
  private static @Nullable PersonIdent readable(Supplier<@Nullable PersonIdent> recorded) {
    try {
      return recorded.get();
    } catch (DateTimeException never) {
      return null;
    }
  }

  /** Nobody where a commit does not say who, as in those that some tools have made. */
  static Person person(@Nullable PersonIdent recorded) {
    return recorded == null
        ? new Person("", "")
        : new Person(recorded.getName(), recorded.getEmailAddress());
  }

  /** The beginning of time where a commit does not say when. */
  static Instant when(@Nullable PersonIdent recorded) {
    return recorded == null ? Instant.EPOCH : recorded.getWhenAsInstant();
  }

  private static String withoutLastBreak(String message) {
    return message.endsWith("\n") ? message.substring(0, message.length() - 1) : message;
  }
}
