package dev.repostore.git;

import dev.repostore.Commit;
import dev.repostore.Person;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;

/** Commits as the vocabulary has them. */
final class Commits {

  private Commits() {}

  /** @param parsed with its header and body */
  static Commit of(RevCommit parsed) {
    PersonIdent author = parsed.getAuthorIdent();
    PersonIdent committer = parsed.getCommitterIdent();
    List<String> parents =
        Arrays.stream(parsed.getParents()).map(RevCommit::name).toList();
    return new Commit(
        parsed.name(),
        parsed.getTree().name(),
        withoutLastBreak(parsed.getFullMessage()),
        new Person(author.getName(), author.getEmailAddress()),
        new Person(committer.getName(), committer.getEmailAddress()),
        parents,
        author.getWhenAsInstant(),
        committer.getWhenAsInstant());
  }

  private static String withoutLastBreak(String message) {
    return message.endsWith("\n") ? message.substring(0, message.length() - 1) : message;
  }
}
